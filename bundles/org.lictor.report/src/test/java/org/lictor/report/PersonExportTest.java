package org.lictor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;
import org.lictor.query.Column;
import org.lictor.query.ColumnType;
import org.lictor.query.Query;
import org.lictor.query.ReportDefinition;
import org.lictor.query.ResultTable;
import org.lictor.query.TableBuilder;
import org.lictor.query.Unknown;
import org.lictor.service.Erased;
import org.lictor.service.Mapping;
import org.lictor.service.People;
import org.lictor.service.Person;
import org.lictor.service.Queries;
import org.lictor.service.ServiceException;

/** Ann is annl and half of the shared user cad; Ben is the other half; guest is nobody. */
class PersonExportTest {

	private final PersonExport export = new PersonExport(new Reports(), new Evidence(), ZoneOffset.UTC);
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** Three columns in every report: who, which account, and what. */
	private static final class Reports implements Queries {

		@Override
		public List<ReportDefinition> reports() {
			return List.of();
		}

		@Override
		public ResultTable run(Query query, Progress progress) {
			String user = query.report().equals(Queries.USERS) ? "host_users" : "user";
			TableBuilder table = new TableBuilder(query.report(), "Title of " + query.report(), Stream.of(user, "account", "what")
					.map(key -> Column.of(key, key, ColumnType.TEXT, key)).toList());
			table.row("ACME\\annl", "Ann@x", "hers");
			table.row("ben", "ben@x", "his");
			if (query.report().equals(Queries.IDENTITY)) {
				table.row("cad", "ann@x", "shared").row("cad", "ben@x", "shared");
			} else {
				table.row("cad", "ann@x, ben@x", "whose").row("GUEST", Unknown.UNKNOWN, "a stranger's");
			}
			if (query.report().equals(Queries.USERS)) {
				table.row("cad, annl", "ann@x", "whose, in one sum");
			}
			return table.build(Instant.EPOCH, ZoneOffset.UTC);
		}
	}

	/** One row about whoever is asked for. */
	private static final class Evidence implements People {

		@Override
		public ResultTable evidence(Person person, Progress progress) {
			return new TableBuilder("evidence", "Evidence", List.of(Column.of("says", "Says", ColumnType.TEXT, "What."))).row("told of " + person.names())
					.note("Something was not understood.").build(Instant.EPOCH, ZoneOffset.UTC);
		}

		@Override
		public Erased erase(Person person, Progress progress) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<Mapping> list() {
			return List.of();
		}

		@Override
		public void map(Mapping mapping) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void unmap(Mapping mapping) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<String> patterns() {
			return List.of();
		}

		@Override
		public void patterns(List<String> patterns) {
			throw new UnsupportedOperationException();
		}
	}

	private Map<String, String> files() throws Exception {
		Map<String, String> files = new TreeMap<>();
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()), StandardCharsets.UTF_8)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		return files;
	}

	@Test
	void anAccountGetsItsRowsOfEveryReportAndNobodyElses() throws Exception {
		PersonExport.Written written = export.ofAccount("ANN@x", Progress.NONE, out);
		assertEquals(new PersonExport.Written(8, 6), written, "six reports, one more match in the identity, and the evidence; the shared rows are left out");
		Map<String, String> files = files();
		assertEquals(15, files.size(), "six reports and the evidence twice, and an index");
		assertTrue(files.get("sessions.csv").contains("hers"));
		assertTrue(files.get("README.txt").contains("sessions: Title of sessions, 1 rows; 1 more are left out"), files.get("README.txt"));
		assertTrue(files.get("README.txt").contains("the host users cad is left out, because they are other accounts too.\n  Something was not understood."),
				files.get("README.txt"));
		assertTrue(files.get("evidence.csv").contains("told of ann@x, annl"), "the account and the host user that is no other: " + files.get("evidence.csv"));
		for (Map.Entry<String, String> file : files.entrySet()) {
			for (String others : List.of("ben", "his\n", "whose", "GUEST")) {
				assertFalse(file.getValue().contains(others), file.getKey() + " has " + others);
			}
		}
	}

	@Test
	void aHostUserGetsTheRowsOfTheAccountItIs() throws Exception {
		assertEquals(8, export.ofUser("AnnL", Progress.NONE, out).rows());
	}

	@Test
	void aHostUserWithoutAnAccountGetsTheRowsOfItsName() throws Exception {
		assertEquals(new PersonExport.Written(4, 0), export.ofUser("acme\\guest", Progress.NONE, out),
				"sessions, hours, users and the evidence tell of host users");
		assertTrue(files().get("sessions.json").contains("a stranger's"));
	}

	@Test
	void aHostUserOfSeveralPeopleIsRefused() {
		ServiceException refused = assertThrows(ServiceException.class, () -> export.ofUser("cad", Progress.NONE, out));
		assertEquals(ServiceException.Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().contains("ann@x, ben@x"), refused.getMessage());
		assertEquals(0, out.size());
	}
}
