package org.lictor.store.internal.masters;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.lictor.store.SettingStore;
import org.lictor.store.internal.db.Parameters;

/** {@link SettingStore} on entities. */
public final class JpaSettings implements SettingStore {

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaSettings(Masters masters) {
		this.masters = masters;
	}

	@Override
	public Map<String, String> all() {
		return masters.all(SettingEntity.class).stream()
				.collect(Collectors.toUnmodifiableMap(setting -> setting.key, setting -> setting.value));
	}

	@Override
	public Optional<String> get(String key) {
		return masters.find(SettingEntity.class, key).map(setting -> setting.value);
	}

	@Override
	public void put(String key, String value) {
		Parameters.checked(value);
		masters.find(SettingEntity.class, key).ifPresentOrElse(setting -> masters.change(() -> setting.value = value),
				() -> {
					SettingEntity setting = new SettingEntity();
					setting.key = key;
					setting.value = value;
					masters.add(setting);
				});
	}

	@Override
	public void remove(String key) {
		masters.sql().requireWritable();
		masters.find(SettingEntity.class, key).ifPresent(masters::remove);
	}
}
