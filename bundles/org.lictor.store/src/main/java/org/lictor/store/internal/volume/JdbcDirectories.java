package org.lictor.store.internal.volume;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.lictor.model.DirectoryEntry;
import org.lictor.model.Status;
import org.lictor.store.DirectoryEntryFact;
import org.lictor.store.DirectoryMemberFact;
import org.lictor.store.DirectoryStore;
import org.lictor.store.Stored;
import org.lictor.store.StoredDirectory;
import org.lictor.store.internal.db.Cells;
import org.lictor.store.internal.db.Ids;
import org.lictor.store.internal.db.Sql;

/** {@link DirectoryStore} on plain SQL. */
public final class JdbcDirectories implements DirectoryStore {

	private static final String COLUMNS = "id, directory_name, settings, domains, state, detail, message, last_success, last_attempt, revision";
	private static final String ENTRY = "stable_id, kind, dn, user_name, principal, display_name, mails, department, disabled, seen_from, seen_until";
	private static final String MEMBER = "group_id, member_id, seen_from, seen_until";

	private final Sql sql;

	/**
	 * @param sql the transaction
	 */
	public JdbcDirectories(Sql sql) {
		this.sql = sql;
	}

	@Override
	public List<StoredDirectory> all() {
		return sql.list("SELECT " + COLUMNS + " FROM directory ORDER BY directory_name", Sql.Filler.NONE, JdbcDirectories::directory);
	}

	@Override
	public Optional<StoredDirectory> byName(String name) {
		return all().stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
	}

	@Override
	public long add(String name, Map<String, String> settings) {
		long id = new Ids(sql).next("directory");
		sql.change("INSERT INTO directory (id, directory_name, settings, secrets, domains, state, detail, message, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
				parameters -> parameters.number(id).text(name).text(lines(settings)).text("").text("").text(Status.State.UNKNOWN.name())
						.text(Status.Detail.NO_DATA_YET.name()).text("").number(revision()));
		return id;
	}

	@Override
	public void update(long id, Map<String, String> settings) {
		sql.change("UPDATE directory SET settings = ?, last_attempt = NULL, revision = ? WHERE id = ?", parameters -> parameters.text(lines(settings)).number(revision()).number(id));
	}

	/** Never the same again, not even of a directory that comes in place of a removed one. */
	private long revision() {
		return new Ids(sql).next("directory_revision");
	}

	@Override
	public Map<String, byte[]> secrets(long id) {
		String text = sql.one("SELECT secrets FROM directory WHERE id = ?", parameters -> parameters.number(id), Cells::text).orElse("");
		Map<String, byte[]> secrets = new HashMap<>();
		map(text).forEach((key, value) -> secrets.put(key, Base64.getDecoder().decode(value)));
		return secrets;
	}

	@Override
	public void secrets(long id, Map<String, byte[]> secrets) {
		Map<String, String> texts = new HashMap<>();
		secrets.forEach((key, value) -> texts.put(key, Base64.getEncoder().encodeToString(value)));
		sql.change("UPDATE directory SET secrets = ? WHERE id = ?", parameters -> parameters.text(lines(texts)).number(id));
	}

	@Override
	public void status(long id, Status status) {
		sql.change("UPDATE directory SET state = ?, detail = ?, message = ? WHERE id = ?",
				parameters -> parameters.text(status.state().name()).text(status.detail().name()).text(status.message()).number(id));
	}

	@Override
	public boolean claim(long id, Optional<Instant> before, Instant now) {
		return sql.change("UPDATE directory SET last_attempt = ? WHERE id = ? AND " + (before.isPresent() ? "last_attempt = ?" : "last_attempt IS NULL"),
				parameters -> {
					parameters.instant(now).number(id);
					if (before.isPresent()) {
						parameters.instant(before.get());
					}
				}) == 1;
	}

	@Override
	public void read(long id, List<String> domains, Instant now) {
		sql.change("UPDATE directory SET domains = ?, last_success = ?, revision = ? WHERE id = ?",
				parameters -> parameters.text(String.join("\n", domains)).instant(now).number(revision()).number(id));
	}

	@Override
	public void remove(long id) {
		for (String table : List.of("directory_member", "directory_entry")) {
			sql.change("DELETE FROM " + table + " WHERE directory_id = ?", parameters -> parameters.number(id));
		}
		sql.change("DELETE FROM directory WHERE id = ?", parameters -> parameters.number(id));
	}

	@Override
	public List<Stored<DirectoryEntryFact>> entries(long id) {
		return sql.list("SELECT id, " + ENTRY + " FROM directory_entry WHERE directory_id = ?", parameters -> parameters.number(id), JdbcDirectories::entry);
	}

	@Override
	public List<Stored<DirectoryMemberFact>> members(long id) {
		return sql.list("SELECT id, " + MEMBER + " FROM directory_member WHERE directory_id = ?", parameters -> parameters.number(id),
				cells -> new Stored<>(cells.number(), new DirectoryMemberFact(cells.text(), cells.text(), cells.instant(), cells.optionalInstant())));
	}

	@Override
	public void addEntries(long id, Collection<DirectoryEntryFact> facts) {
		long[] next = { facts.isEmpty() ? 0 : new Ids(sql).next("directory_entry", facts.size()) };
		sql.batch("INSERT INTO directory_entry (id, directory_id, " + ENTRY + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", facts, (parameters, fact) -> {
			DirectoryEntry entry = fact.entry();
			parameters.number(next[0]++).number(id).text(entry.id()).text(entry.kind().name()).text(entry.dn()).text(entry.userName()).text(entry.principal())
					.text(entry.displayName()).text(String.join("\n", entry.mails())).text(entry.department()).flag(entry.disabled()).instant(fact.from())
					.instant(fact.until());
		});
	}

	@Override
	public void addMembers(long id, Collection<DirectoryMemberFact> facts) {
		long[] next = { facts.isEmpty() ? 0 : new Ids(sql).next("directory_member", facts.size()) };
		sql.batch("INSERT INTO directory_member (id, directory_id, " + MEMBER + ") VALUES (?, ?, ?, ?, ?, ?)", facts,
				(parameters, fact) -> parameters.number(next[0]++).number(id).text(fact.group()).text(fact.member()).instant(fact.from()).instant(fact.until()));
	}

	@Override
	public void endEntries(Collection<Long> facts, Instant until) {
		sql.batch("UPDATE directory_entry SET seen_until = ? WHERE id = ?", facts, (parameters, id) -> parameters.instant(until).number(id));
	}

	@Override
	public void endMembers(Collection<Long> facts, Instant until) {
		sql.batch("UPDATE directory_member SET seen_until = ? WHERE id = ?", facts, (parameters, id) -> parameters.instant(until).number(id));
	}

	@Override
	public void forget(long id, Collection<String> entries) {
		sql.batch("DELETE FROM directory_entry WHERE directory_id = ? AND stable_id = ?", entries,
				(parameters, entry) -> parameters.number(id).text(entry));
		sql.batch("DELETE FROM directory_member WHERE directory_id = ? AND member_id = ?", entries,
				(parameters, entry) -> parameters.number(id).text(entry));
		sql.change("UPDATE directory SET revision = ? WHERE id = ?", parameters -> parameters.number(revision()).number(id));
	}

	private static StoredDirectory directory(Cells cells) throws SQLException {
		return new StoredDirectory(cells.number(), cells.text(), map(cells.text()), cells.text().lines().toList(),
				new Status(Status.State.valueOf(cells.text()), Status.Detail.valueOf(cells.text()), cells.text()), cells.optionalInstant(),
				cells.optionalInstant(), cells.number());
	}

	private static Stored<DirectoryEntryFact> entry(Cells cells) throws SQLException {
		return new Stored<>(cells.number(), new DirectoryEntryFact(
				new DirectoryEntry(cells.text(), DirectoryEntry.Kind.valueOf(cells.text()), cells.text(), cells.text(), cells.text(), cells.text(),
						cells.text().lines().toList(), cells.text(), cells.flag()),
				cells.instant(), cells.optionalInstant()));
	}

	private static String lines(Map<String, String> values) {
		return new TreeMap<>(values).entrySet().stream().map(each -> each.getKey() + "=" + each.getValue().replaceAll("\\R", " "))
				.collect(Collectors.joining("\n"));
	}

	private static Map<String, String> map(String lines) {
		Map<String, String> values = new HashMap<>();
		lines.lines().forEach(line -> values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
		return values;
	}
}
