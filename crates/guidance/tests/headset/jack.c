/* A sound card of two controls for ALSA, for a test: a switch that is on while a file says 1, and a volume. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

static const char *const names[] = { "Headphone Playback Volume", "Headphone Jack" };

static int elem_count(snd_ctl_ext_t *ext)
{
	(void)ext;
	return 2;
}

static int elem_list(snd_ctl_ext_t *ext, unsigned int offset, snd_ctl_elem_id_t *id)
{
	(void)ext;
	snd_ctl_elem_id_set_interface(id, offset ? SND_CTL_ELEM_IFACE_CARD : SND_CTL_ELEM_IFACE_MIXER);
	snd_ctl_elem_id_set_name(id, names[offset ? 1 : 0]);
	return 0;
}

static snd_ctl_ext_key_t find_elem(snd_ctl_ext_t *ext, const snd_ctl_elem_id_t *id)
{
	(void)ext;
	for (snd_ctl_ext_key_t key = 0; key < 2; key++)
		if (strcmp(snd_ctl_elem_id_get_name(id), names[key]) == 0)
			return key;
	return SND_CTL_EXT_KEY_NOT_FOUND;
}

static int get_attribute(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, int *type, unsigned int *acc,
			 unsigned int *count)
{
	(void)ext;
	*type = key ? SND_CTL_ELEM_TYPE_BOOLEAN : SND_CTL_ELEM_TYPE_INTEGER;
	*acc = SND_CTL_EXT_ACCESS_READ;
	*count = 1;
	return 0;
}

static int get_integer_info(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *least, long *most, long *step)
{
	(void)ext;
	*least = 0;
	*most = key ? 1 : 100;
	*step = 1;
	return 0;
}

static int read_integer(snd_ctl_ext_t *ext, snd_ctl_ext_key_t key, long *value)
{
	/* A card that was taken away answers nothing. */
	FILE *file = fopen(ext->private_data, "r");
	if (!file)
		return -ENODEV;
	*value = key ? fgetc(file) == '1' : 100;
	fclose(file);
	return 0;
}

static int read_event(snd_ctl_ext_t *ext, snd_ctl_elem_id_t *id, unsigned int *mask)
{
	(void)ext;
	(void)id;
	(void)mask;
	return -EAGAIN;
}

static const snd_ctl_ext_callback_t callbacks = {
	.elem_count = elem_count,
	.elem_list = elem_list,
	.find_elem = find_elem,
	.get_attribute = get_attribute,
	.get_integer_info = get_integer_info,
	.read_integer = read_integer,
	.read_event = read_event,
};

SND_CTL_PLUGIN_DEFINE_FUNC(jack)
{
	(void)root;
	const char *path = NULL;
	snd_config_iterator_t at, next;
	snd_config_for_each(at, next, conf) {
		snd_config_t *entry = snd_config_iterator_entry(at);
		const char *key;
		if (snd_config_get_id(entry, &key) == 0 && strcmp(key, "file") == 0)
			snd_config_get_string(entry, &path);
	}
	snd_ctl_ext_t *ext = path ? calloc(1, sizeof(*ext)) : NULL;
	if (!ext)
		return -EINVAL;
	ext->version = SND_CTL_EXT_VERSION;
	strcpy(ext->id, "jack");
	ext->poll_fd = -1;
	ext->callback = &callbacks;
	ext->private_data = strdup(path);
	int error = snd_ctl_ext_create(ext, name, mode);
	if (error == 0)
		*handlep = ext->handle;
	return error;
}
SND_CTL_PLUGIN_SYMBOL(jack);
