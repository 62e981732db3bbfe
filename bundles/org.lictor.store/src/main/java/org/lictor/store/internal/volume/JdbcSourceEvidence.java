package org.lictor.store.internal.volume;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.lictor.spi.Evidence;
import org.lictor.store.KeptEvidence;
import org.lictor.store.ReceivedContent;
import org.lictor.store.SourceEvidenceStore;
import org.lictor.store.StoredEvidence;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;
import org.lictor.store.internal.folder.EvidenceFiles;
import org.lictor.store.internal.folder.IncomingFile;

/** {@link SourceEvidenceStore} on plain SQL. */
public final class JdbcSourceEvidence implements SourceEvidenceStore {

	private static final String COLUMNS = "e.id, e.server_id, e.origin, e.evidence_name, e.sha256, e.byte_count, "
			+ "e.first_observed, e.last_observed, e.broken, e.received_at, e.parser_version, e.outcome";
	private static final String HEADS = "SELECT " + COLUMNS
			+ " FROM poll_head h JOIN source_evidence e ON e.id = h.evidence_id WHERE h.server_id = ?";

	private final Sql sql;
	private final EvidenceFiles files;
	private final Consumer<IncomingFile> settled;
	private final Runnable doomed;

	/**
	 * @param sql     the transaction
	 * @param files   of the store
	 * @param settled gets each file that moved to its place, to be moved back when the transaction fails
	 * @param doomed  called when bytes must go after the commit
	 */
	public JdbcSourceEvidence(Sql sql, EvidenceFiles files, Consumer<IncomingFile> settled, Runnable doomed) {
		this.sql = sql;
		this.files = files;
		this.settled = settled;
		this.doomed = doomed;
	}

	@Override
	public KeptEvidence add(long server, Evidence.Origin origin, String name, Instant observedAt,
			ReceivedContent content, Instant received) {
		sql.requireWritable();
		IncomingFile file = own(content);
		StoredEvidence fresh = new StoredEvidence(0, server, origin, name, file.sha256(), file.size(), observedAt,
				observedAt, false, received, "", "");
		return switch (origin) {
		case FILE -> file(server, file.sha256()).map(known -> new KeptEvidence(KeptEvidence.Result.KNOWN, known))
				.orElseGet(() -> added(fresh, file));
		case POLL -> poll(fresh, file);
		};
	}

	private IncomingFile own(ReceivedContent content) {
		if (!(content instanceof IncomingFile file) || !file.belongsTo(files)) {
			throw new IllegalArgumentException("the content was not received by this store");
		}
		return file;
	}

	private KeptEvidence poll(StoredEvidence fresh, IncomingFile file) {
		Optional<StoredEvidence> head = latestPolls(fresh.server()).stream()
				.filter(latest -> latest.name().equals(fresh.name())).findFirst();
		if (head.isPresent() && !head.get().broken() && head.get().sha256().equals(fresh.sha256())) {
			return extended(head.get(), fresh.lastObserved());
		}
		head.ifPresent(former -> sql.change("DELETE FROM poll_head WHERE evidence_id = ?",
				parameters -> parameters.number(former.id())));
		KeptEvidence added = added(fresh, file);
		sql.change("INSERT INTO poll_head (evidence_id, server_id) VALUES (?, ?)",
				parameters -> parameters.number(added.evidence().id()).number(fresh.server()));
		return added;
	}

	private KeptEvidence extended(StoredEvidence head, Instant observedAt) {
		if (!observedAt.isAfter(head.lastObserved())) {
			return new KeptEvidence(KeptEvidence.Result.KNOWN, head);
		}
		sql.change("UPDATE source_evidence SET last_observed = ? WHERE id = ?",
				parameters -> parameters.instant(observedAt).number(head.id()));
		return new KeptEvidence(KeptEvidence.Result.EXTENDED, byId(head.id()).orElseThrow());
	}

	private KeptEvidence added(StoredEvidence fresh, IncomingFile file) {
		settle(file);
		long id = new Ids(sql).next("source_evidence");
		sql.change("""
				INSERT INTO source_evidence (id, server_id, origin, evidence_name, sha256, byte_count, first_observed,
				last_observed, broken, received_at, parser_version, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
				parameters -> parameters.number(id).number(fresh.server()).number(JdbcFactTable.number(fresh.origin()))
						.text(fresh.name()).text(fresh.sha256()).number(fresh.size()).instant(fresh.firstObserved())
						.instant(fresh.lastObserved()).flag(fresh.broken()).instant(fresh.received())
						.text(fresh.parserVersion()).text(fresh.outcome()));
		return new KeptEvidence(KeptEvidence.Result.ADDED, byId(id).orElseThrow());
	}

	private void settle(IncomingFile file) {
		if (file.settle()) {
			settled.accept(file);
		}
		sql.change("DELETE FROM doomed_bytes WHERE sha256 = ?", parameters -> parameters.text(file.sha256()));
	}

	@Override
	public void replace(long id, ReceivedContent content) {
		sql.requireWritable();
		IncomingFile file = own(content);
		StoredEvidence former = byId(id).orElseThrow(() -> new IllegalArgumentException("there is no evidence " + id));
		if (former.sha256().equals(file.sha256())) {
			return;
		}
		settle(file);
		sql.change("UPDATE source_evidence SET sha256 = ?, byte_count = ?, parser_version = 'replaced', outcome = '' WHERE id = ?",
				parameters -> parameters.text(file.sha256()).number(file.size()).number(id));
		if (former.origin() == Evidence.Origin.FILE && !isReplaced(former.server(), former.sha256())) {
			sql.change("INSERT INTO refused_bytes (server_id, sha256) VALUES (?, ?)",
					parameters -> parameters.number(former.server()).text(former.sha256()));
		}
		if (sql.number("SELECT COUNT(*) FROM source_evidence WHERE sha256 = ?", parameters -> parameters.text(former.sha256())) == 0) {
			sql.change("INSERT INTO doomed_bytes (sha256) VALUES (?)", parameters -> parameters.text(former.sha256()));
			doomed.run();
		}
	}

	@Override
	public boolean isReplaced(long server, String sha256) {
		return sql.number("SELECT COUNT(*) FROM refused_bytes WHERE server_id = ? AND sha256 = ?",
				parameters -> parameters.number(server).text(sha256)) > 0;
	}

	private static StoredEvidence read(Cells cells) throws java.sql.SQLException {
		return new StoredEvidence(cells.number(), cells.number(),
				cells.integer() == 1 ? Evidence.Origin.POLL : Evidence.Origin.FILE, cells.text(), cells.text(),
				cells.number(), cells.instant(), cells.instant(), cells.flag(), cells.instant(), cells.text(),
				cells.text());
	}

	@Override
	public Optional<StoredEvidence> file(long server, String sha256) {
		return sql.one("SELECT " + COLUMNS
				+ " FROM source_evidence e WHERE e.sha256 = ? AND e.server_id = ? AND e.origin = 2",
				parameters -> parameters.text(sha256).number(server), JdbcSourceEvidence::read);
	}

	@Override
	public Optional<StoredEvidence> byId(long id) {
		return sql.one("SELECT " + COLUMNS + " FROM source_evidence e WHERE e.id = ?",
				parameters -> parameters.number(id), JdbcSourceEvidence::read);
	}

	@Override
	public List<StoredEvidence> of(long server, Evidence.Origin origin) {
		return sql.list("SELECT " + COLUMNS
				+ " FROM source_evidence e WHERE e.server_id = ? AND e.origin = ? ORDER BY "
				+ (origin == Evidence.Origin.FILE ? "e.first_observed, e.id" : "e.id"),
				parameters -> parameters.number(server).number(JdbcFactTable.number(origin)), JdbcSourceEvidence::read);
	}

	@Override
	public List<StoredEvidence> latestPolls(long server) {
		return sql.list(HEADS, parameters -> parameters.number(server), JdbcSourceEvidence::read).stream()
				.sorted(Comparator.comparing(StoredEvidence::name)).toList();
	}

	@Override
	public boolean breakRuns(long server) {
		return sql.change("""
				UPDATE source_evidence SET broken = TRUE WHERE broken = FALSE
				AND id IN (SELECT evidence_id FROM poll_head WHERE server_id = ?)""",
				parameters -> parameters.number(server)) > 0;
	}

	@Override
	public void outcome(long id, String parserVersion, String outcome) {
		sql.change("UPDATE source_evidence SET parser_version = ?, outcome = ? WHERE id = ?",
				parameters -> parameters.text(parserVersion).text(outcome).number(id));
	}

	@Override
	public void forgetReading(long server, Evidence.Origin origin) {
		sql.change("UPDATE source_evidence SET parser_version = 'unfinished' WHERE server_id = ? AND origin = ?",
				parameters -> parameters.number(server).number(JdbcFactTable.number(origin)));
	}

	@Override
	public long count() {
		return sql.number("SELECT COUNT(*) FROM source_evidence", Sql.Filler.NONE);
	}
}
