package org.lictor.store.internal.db;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.store.TestDatabase;
import org.lictor.store.internal.folder.DataFolder;

@Tag(TestDatabase.BOTH)
class SqlTest {

	private static final List<String> TEXTS = List.of("", "\\", "\\N", "\\.", "\\x41", "a\tb\nc\rd", "'\"", "nul \0", "half \uD83D", "\uE000",
			"Łucja 😀", " ");

	/** A row of the table. */
	private record Line(long id, OptionalLong number, String text, Optional<String> other, boolean flag, byte[] bytes) {

		static Line of(int id) {
			return new Line(id, id % 3 == 0 ? OptionalLong.empty() : OptionalLong.of(Long.MIN_VALUE + id), TEXTS.get(id % TEXTS.size()),
					id % 5 == 0 ? Optional.empty() : Optional.of(TEXTS.get(id % 7) + id), id % 2 == 0,
					new byte[] { (byte) id, 0, '\\', (byte) -id });
		}
	}

	@TempDir
	Path folder;
	private Database database;
	private Connection connection;
	private Sql sql;

	@BeforeEach
	void open() throws Exception {
		TestDatabase.prepare(folder);
		database = Databases.of(DataFolder.prepare(folder));
		database.boot();
		connection = database.source().getConnection();
		connection.createStatement().execute(database.dialect().translate("""
				CREATE TABLE line (id BIGINT NOT NULL PRIMARY KEY, a_number BIGINT, a_text VARCHAR(32000) NOT NULL,
				other VARCHAR(32000), flag BOOLEAN NOT NULL, some_bytes BLOB NOT NULL)"""));
		connection.setAutoCommit(false);
		sql = new Sql(connection, database.dialect(), true);
	}

	@AfterEach
	void close() throws Exception {
		connection.rollback();
		connection.close();
		database.close();
	}

	private void insert(List<Line> lines, Runnable meanwhile) {
		sql.batch("INSERT INTO line (id, a_number, a_text, other, flag, some_bytes)\n\tVALUES (?, ?, ?, ?, ?, ?)", lines,
				(parameters, line) -> {
					meanwhile.run();
					parameters.number(line.id).number(line.number).text(line.text).text(line.other).flag(line.flag)
							.bytes(line.bytes);
				});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 99, 100, 30_000 })
	void manyRowsComeBackAsTheyWere(int count) {
		List<Line> lines = IntStream.range(0, count).mapToObj(Line::of).toList();
		// other statements may run between two rows
		int[] calls = { 0 };
		insert(lines, () -> {
			if (calls[0]++ % 1_000 == 0) {
				sql.number("SELECT COUNT(*) FROM line", Sql.Filler.NONE);
			}
		});

		List<Line> found = sql.list("SELECT id, a_number, a_text, other, flag, some_bytes FROM line ORDER BY id", Sql.Filler.NONE,
				cells -> new Line(cells.number(), cells.optionalNumber(), cells.text(), cells.optionalText(), cells.flag(),
						cells.bytes()));

		assertEquals(count, found.size());
		for (int index = 0; index < count; index++) {
			Line line = found.get(index);
			assertEquals(new Line(index, lines.get(index).number, lines.get(index).text, lines.get(index).other, lines.get(index).flag,
					line.bytes), line);
			assertArrayEquals(lines.get(index).bytes, line.bytes);
		}
		assertEquals(lines.stream().filter(line -> line.text.equals("nul \0")).count(),
				sql.number("SELECT COUNT(*) FROM line WHERE a_text = ?", parameters -> parameters.text("nul \0")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 50, 120 })
	void askingForManyGivesTheRowsOfEachInTurnUntilEnough(int count) {
		insert(IntStream.range(0, 200).mapToObj(Line::of).toList(), () -> {
		});
		List<Integer> asked = IntStream.range(0, count).map(id -> 200 - id * 2).boxed().toList();
		List<Long> found = new ArrayList<>();
		Sql.Binder<Integer> binder = (parameters, id) -> parameters.number(id).number(id + 1L);
		String query = "SELECT id FROM line WHERE id >= ? AND id <= ? ORDER BY id DESC";

		sql.eachOf(query, asked, binder, cells -> found.add(cells.number()));
		assertEquals(asked.stream().flatMap(id -> Stream.of(id + 1L, (long) id)).filter(id -> id >= 0 && id < 200).toList(), found);

		found.clear();
		sql.eachOf(query, asked, binder, cells -> found.add(cells.number()) && found.size() < 3);
		assertEquals(List.of(199L, 198L, 197L), found);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 200 })
	void rowsThatAreRefusedAreAFailure(int count) {
		List<Line> lines = new ArrayList<>(IntStream.range(0, count).mapToObj(Line::of).toList());
		lines.add(Line.of(3));
		assertThrows(DatabaseException.class, () -> insert(lines, () -> {
		}));
	}
}
