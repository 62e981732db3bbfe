package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.lictor.store.MappingStore;
import org.lictor.store.Stored;
import org.lictor.store.StoredMapping;

/** {@link MappingStore} on entities. */
public final class JpaMappings implements MappingStore {

	private static final Comparator<StoredMapping> ORDER = Comparator
			.comparing(StoredMapping::hostUser, Masters.BY_NAME).thenComparing(StoredMapping::account, Masters.BY_NAME)
			.thenComparing(mapping -> mapping.from().orElse(Instant.MIN));

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaMappings(Masters masters) {
		this.masters = masters;
	}

	@Override
	public List<Stored<StoredMapping>> all() {
		return masters.all(MappingEntity.class).stream().map(MappingEntity::record)
				.sorted(Comparator.comparing((Stored<StoredMapping> stored) -> stored.fact(), ORDER)
						.thenComparing(Stored::id))
				.toList();
	}

	@Override
	public Stored<StoredMapping> add(StoredMapping mapping) {
		MappingEntity entity = new MappingEntity();
		entity.id = masters.ids().next("mapping");
		entity.set(mapping);
		masters.add(entity);
		return entity.record();
	}

	@Override
	public void update(long id, StoredMapping mapping) {
		masters.sql().requireWritable();
		masters.find(MappingEntity.class, id).ifPresent(entity -> masters.change(() -> entity.set(mapping)));
	}

	@Override
	public void remove(long id) {
		masters.sql().requireWritable();
		masters.find(MappingEntity.class, id).ifPresent(masters::remove);
	}
}
