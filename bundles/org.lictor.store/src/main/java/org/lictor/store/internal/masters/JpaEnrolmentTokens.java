package org.lictor.store.internal.masters;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.lictor.store.EnrolmentToken;
import org.lictor.store.EnrolmentTokenStore;

/** {@link EnrolmentTokenStore} on entities. */
public final class JpaEnrolmentTokens implements EnrolmentTokenStore {

	private final Masters masters;

	/**
	 * @param masters of the transaction
	 */
	public JpaEnrolmentTokens(Masters masters) {
		this.masters = masters;
	}

	@Override
	public Optional<EnrolmentToken> byHash(String hash) {
		return masters.find(EnrolmentTokenEntity.class, hash).map(EnrolmentTokenEntity::record);
	}

	@Override
	public void add(EnrolmentToken token) {
		EnrolmentTokenEntity entity = new EnrolmentTokenEntity();
		entity.hash = token.hash();
		entity.group = token.group().isPresent() ? token.group().getAsLong() : null;
		entity.createdAt = token.createdAt().toEpochMilli();
		entity.expiresAt = token.expiresAt().toEpochMilli();
		masters.add(entity);
	}

	@Override
	public int removeExpired(Instant before) {
		masters.sql().requireWritable();
		List<EnrolmentTokenEntity> expired = masters.query(EnrolmentTokenEntity.class,
				"SELECT t FROM EnrolmentTokenEntity t WHERE t.expiresAt < :before",
				query -> query.setParameter("before", before.toEpochMilli()));
		expired.forEach(masters::remove);
		return expired.size();
	}
}
