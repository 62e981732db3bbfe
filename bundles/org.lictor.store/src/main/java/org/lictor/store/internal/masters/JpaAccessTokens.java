package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.lictor.store.AccessTokenStore;
import org.lictor.store.StoredAccessToken;

/** {@link AccessTokenStore} on entities. */
public final class JpaAccessTokens implements AccessTokenStore {

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaAccessTokens(Masters masters) {
		this.masters = masters;
	}

	@Override
	public List<StoredAccessToken> all() {
		return masters.all(AccessTokenEntity.class).stream().map(AccessTokenEntity::record)
				.sorted(Comparator.comparing(StoredAccessToken::name, Masters.BY_NAME)).toList();
	}

	@Override
	public Optional<StoredAccessToken> byHash(String hash) {
		return masters
				.query(AccessTokenEntity.class, "SELECT t FROM AccessTokenEntity t WHERE t.hash = :hash",
						query -> query.setParameter("hash", hash))
				.stream().findFirst().map(AccessTokenEntity::record);
	}

	@Override
	public void add(StoredAccessToken token) {
		AccessTokenEntity entity = new AccessTokenEntity();
		entity.name = token.name();
		entity.hash = token.hash();
		entity.role = token.role().name();
		entity.createdAt = token.createdAt().toEpochMilli();
		entity.expiresAt = token.expiresAt().map(Instant::toEpochMilli).orElse(null);
		masters.add(entity);
	}

	@Override
	public boolean remove(String name) {
		masters.sql().requireWritable();
		Optional<AccessTokenEntity> token = masters.find(AccessTokenEntity.class, name);
		token.ifPresent(masters::remove);
		return token.isPresent();
	}
}
