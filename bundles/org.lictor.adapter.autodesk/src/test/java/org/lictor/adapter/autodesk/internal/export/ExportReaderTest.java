package org.lictor.adapter.autodesk.internal.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.lictor.adapter.autodesk.internal.Exports;
import org.lictor.adapter.autodesk.internal.WorkbookFixture;
import org.lictor.adapter.autodesk.internal.table.XlsxLimits;
import org.lictor.model.Account;
import org.lictor.model.Diagnostic;
import org.lictor.model.LicenceType;
import org.lictor.model.Product;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.spi.Interpretation;
import org.lictor.spi.Interpretation.CompleteList;
import org.lictor.spi.Interpretation.Refused;
import org.lictor.spi.Interpretation.Understood;
import org.lictor.spi.Observation;
import org.lictor.spi.Observation.AccountSeen;
import org.lictor.spi.Observation.Assignment;
import org.lictor.spi.Observation.Entitlement;
import org.lictor.spi.Observation.UsageDay;
import org.lictor.spi.Observation.UsageSummary;
import org.lictor.spi.testkit.FakeSink;

class ExportReaderTest {

	private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
	private static final Account ANN = new Account("ann.a", "", "ann@example.com", "Ann", "Apple");
	private static final Account ANN_HASHED = new Account("ann.a", "h-ann", "ann@example.com", "Ann", "Apple");
	private static final Set<String> TEAM = Set.of("Example Team");
	private static final String COLLECTION = "Architecture Engineering & Construction Collection";

	private FakeSink sink = new FakeSink();

	// Users

	@Test
	void readsUsersAndTheirAssignments() {
		Interpretation result = read(Exports.USERS_2026);

		assertEquals(new Understood("Users export", 6, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result);
		assertEquals(List.of("Maya", "AutoCAD", COLLECTION, "3ds Max", "Maya"),
				sink.observations(Assignment.class).stream().map(assignment -> assignment.product().name()).toList());
		assertEquals(new AccountSeen(ANN, "Primary admin", "Active"), sink.observations().get(0));
		assertEquals(new Assignment(ANN, Product.namedUser("Maya"), Optional.empty(), Optional.empty(), "Example Team"), sink.observations().get(1));
		assertEquals(5, sink.observations(AccountSeen.class).size(), "Bob has two products and is told once");
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void knowsSomebodyWithoutAProductAsAnAccount() {
		read(Exports.USERS_2026);

		assertTrue(sink.observations(AccountSeen.class).contains(new AccountSeen(
				new Account("cyd.c", "", "cyd@example.com", "Cyd \"the Kid\"", "Cedar, Jr."), "User", "Invited")));
	}

	@Test
	void readsUsersOfThePortalWithTheSameNamesOfProducts() {
		Interpretation result = read(Exports.USERS_PORTAL);

		assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result);
		assertEquals(List.of("Maya", "AutoCAD", "3ds Max", "Inventor"),
				sink.observations(Assignment.class).stream().map(assignment -> assignment.product().name()).toList());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsUsersOfTheReportingApi() {
		Interpretation result = read(Exports.USERS_API);

		assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result);
		assertEquals(new Account("2001", "", "ann@example.com", "Ann", "Apple"), sink.observations(Assignment.class).get(0).account());
		assertEquals(List.of("Maya", "Fusion", "3ds Max", "Revit"),
				sink.observations(Assignment.class).stream().map(assignment -> assignment.product().name()).toList());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void takesAListWithoutProductsForAccountsAndForNoListOfAssignments() {
		Interpretation result = read("Email,First name,Last name,Role\nann@example.com,Ann,Apple,User\n");

		assertEquals(new Understood("Users export", 1, 0, Set.of()), result);
		assertEquals(List.of(new AccountSeen(new Account("", "", "ann@example.com", "Ann", "Apple"), "User", "")), sink.observations());
	}

	@Test
	void takesAListWithoutRolesForASelection() {
		assertEquals(new Understood("Users export", 1, 0, Set.of()), read("Email,Product\nann@example.com,Maya\n"));
		assertEquals(1, sink.observations(Assignment.class).size());
	}

	@Test
	void takesAReportOfFewColumnsForAReport() {
		assertEquals(new Understood("Usage report", 1, 0, Set.of()),
				read("Email,Product,Role,Monthly average,Days inactive\nann@example.com,Maya,User,6.5,1\n"));
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void takesAListWithoutRowsForNoListAtAll() {
		assertEquals(new Understood("Users export", 0, 0, Set.of()), read(Exports.USERS_2026.lines().findFirst().orElseThrow() + "\n"));
		assertEquals(new Understood("Subscriptions export", 0, 0, Set.of()),
				read(Exports.SUBSCRIPTIONS_2026.lines().findFirst().orElseThrow() + "\n"));
	}

	@Test
	void readsGroupsAndTheirMembers() {
		Interpretation result = read(Exports.GROUPS);

		assertEquals(new Understood("Groups export", 1, 0, Set.of(CompleteList.GROUPS)), result);
		Account ann = Account.ofEmail("ann@example.com");
		assertEquals(List.of(new AccountSeen(ann, "User", ""), new Observation.GroupMember("Drafting", "Team", ann, "")),
				sink.observations());
		assertEquals(List.of(), sink.diagnostics());
	}

	// Subscriptions

	@Test
	void readsSubscriptions() {
		Interpretation result = read(Exports.SUBSCRIPTIONS_2026);

		assertEquals(new Understood("Subscriptions export", 8, 0, Set.of(CompleteList.ENTITLEMENTS), TEAM, Optional.empty()), result);
		assertEquals(new Entitlement(Product.namedUser("Maya"), "562-00000001", "110001234567", 5,
				Optional.of(LocalDate.of(2026, 2, 1)), Optional.of(LocalDate.of(2027, 1, 31)), "Active", true, "Example Team"),
				sink.observations().get(0));
		assertEquals(List.of(true, false, true, true, true, true, true, false),
				sink.observations(Entitlement.class).stream().map(Entitlement::active).toList());
		assertEquals(new Product("Flex", "", LicenceType.FLEX, ""), sink.observations(Entitlement.class).get(4).product());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsSubscriptionsWithDatesMonthFirst() {
		read(Exports.SUBSCRIPTIONS_PORTAL);

		assertEquals(Optional.of(LocalDate.of(2027, 1, 31)), sink.observations(Entitlement.class).get(0).until());
		assertEquals(Optional.of(LocalDate.of(2026, 2, 1)), sink.observations(Entitlement.class).get(0).from());
		assertEquals("AutoCAD", sink.observations(Entitlement.class).get(1).product().name());
	}

	@Test
	void keepsTwoSubscriptionsWithoutAnIdApart() {
		read("""
				Contract,End date,Product,Seats,Start date
				1100,01/31/2027,Maya,5,02/01/2026
				1100,01/31/2028,Maya,7,02/01/2027
				""");

		assertEquals(List.of("1100 2026-02-01 2027-01-31", "1100 2027-02-01 2028-01-31"),
				sink.observations(Entitlement.class).stream().map(Entitlement::reference).toList());
	}

	// Usage

	@Test
	void namesADayOfUseByWhatWasBoughtAndTellsWhatRan() {
		Interpretation result = read(Exports.USAGE_2026);

		assertEquals(new Understood("Usage export", 9, 0, Set.of(), TEAM, Optional.empty()), result);
		assertEquals(new UsageDay(ANN_HASHED, new Product("Maya", "2025", LicenceType.NAMED_USER, ""), LocalDate.of(2026, 11, 1),
				Optional.empty(), "Example Team"), sink.observations().get(0));
		assertEquals(new Product("AutoCAD", "2024", LicenceType.NAMED_USER, ""), sink.observations(UsageDay.class).get(1).product());
		assertEquals(new Product(COLLECTION, "2025", LicenceType.NAMED_USER, "Revit"),
				sink.observations(UsageDay.class).get(2).product());
		assertEquals(LicenceType.FLEX, sink.observations(UsageDay.class).get(3).product().type());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsUsageOfThePortal() {
		read(Exports.USAGE_PORTAL);

		assertEquals(List.of(
				new UsageDay(ANN, new Product("Maya", "2025", LicenceType.NAMED_USER, ""), LocalDate.of(2026, 11, 1), Optional.empty()),
				new UsageDay(new Account("bob.b", "", "bob@example.com", "Bob", "Birch"),
						new Product("AutoCAD", "2024", LicenceType.NAMED_USER, ""), LocalDate.of(2026, 11, 1), Optional.empty())),
				sink.observations());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsUsageOfTheReportingApi() {
		Interpretation result = read(Exports.USAGE_API);

		assertEquals(new Understood("Token usage export", 3, 0, Set.of()), result);
		assertEquals(List.of(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 2)),
				sink.observations(UsageDay.class).stream().map(UsageDay::day).toList());
		assertEquals(List.of(LicenceType.NAMED_USER, LicenceType.NAMED_USER, LicenceType.FLEX),
				sink.observations(UsageDay.class).stream().map(day -> day.product().type()).toList());
		assertEquals("Revit", sink.observations(UsageDay.class).get(1).product().feature());
		assertEquals(Optional.of(new BigDecimal("7")), sink.observations(UsageDay.class).get(2).tokens());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsTokensAndSeats() {
		Interpretation tokens = read(Exports.TOKEN_USAGE);
		assertEquals(new Understood("Token usage export", 2, 0, Set.of(), TEAM, Optional.empty()), tokens);
		assertEquals(List.of(Optional.of(new BigDecimal("10")), Optional.of(new BigDecimal("1007.5"))),
				sink.observations(UsageDay.class).stream().map(UsageDay::tokens).toList());

		sink = new FakeSink();
		assertEquals(new Understood("Usage export", 1, 0, Set.of(), TEAM, Optional.empty()), read(Exports.SEAT_USAGE));
		assertEquals(LicenceType.NAMED_USER, sink.observations(UsageDay.class).get(0).product().type());
	}

	// Usage report

	@Test
	void readsAUsageReport() {
		Interpretation result = read(Exports.REPORT_2026);

		assertEquals(new Understood("Usage report", 5, 0, Set.of(), TEAM, Optional.empty()), result);
		assertEquals(new Assignment(ANN_HASHED, Product.namedUser("Maya"), Optional.of(Instant.parse("2024-05-10T21:20:32Z")),
				Optional.empty(), "Example Team"), sink.observations().get(0));
		assertEquals(new UsageSummary(ANN_HASHED, new Product("Maya", "2025", LicenceType.NAMED_USER, ""), OptionalLong.of(12),
				Optional.empty(), Optional.of(LocalDate.of(2026, 11, 2))), sink.observations().get(1));
		assertEquals(new Assignment(new Account("bob.b", "h-bob", "bob@example.com", "Bob", "Birch"), Product.namedUser("AutoCAD"),
				Optional.empty(), Optional.of(Instant.parse("2026-10-01T08:00:00Z")), "Example Team"), sink.observations().get(2));
		assertEquals(new UsageSummary(new Account("cyd.c", "h-cyd", "cyd@example.com", "Cyd", "Cedar"),
				new Product("Revit", "2025", LicenceType.FLEX, ""), OptionalLong.of(3), Optional.of(new BigDecimal("30")),
				Optional.of(LocalDate.of(2026, 11, 1))), sink.observations().get(4), "no assignment is told for Cyd");
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void skipsTheFiltersAboveTheHeader() {
		Interpretation result = read(Exports.REPORT_PORTAL);

		assertEquals(new Understood("Usage report", 2, 0, Set.of(), TEAM, Optional.empty()), result);
		assertEquals(Optional.of(Instant.parse("2024-05-10T00:00:00Z")), sink.observations(Assignment.class).get(0).assignedAt());
		assertEquals(Optional.empty(), sink.observations(UsageSummary.class).get(1).lastUsed());
		assertEquals("INFO users.csv, line 5: The rows above the header, such as the filters of the report, were skipped.\n",
				sink.troubles());
	}

	@Test
	void readsTheHeaderOfARealReportWithoutAnUnknownColumn() {
		assertEquals(19, Header.score(List.of(Exports.REPORT_2026.lines().findFirst().orElseThrow().split(","))));
	}

	@Test
	void saysWhereThePeopleAreWhenAFileHoldsOnlyTheFilters() {
		Refused refused = assertInstanceOf(Refused.class, read("Usage report\nTeam,Example Team\nDate range,Past 30 days\n"));

		assertTrue(refused.why().message().contains("import the other file of the same download"), refused.why().message());
		assertTrue(refused.why().message().contains("It begins with: Team, Example Team."), refused.why().message());
	}

	// Hidden people

	@Test
	void knowsHiddenPeopleByTheirHash() {
		read("""
				hashed_autodesk_id,email,first_name,last_name,autodesk_id,offering_name,day_used
				h-ann,*****,*****,*****,*****,Maya,2026-11-01
				""");

		assertEquals(new Account("", "h-ann", "", "", ""), sink.observations(UsageDay.class).get(0).account());
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void knowsPeopleByTheHashThatStandsInPlaceOfTheirAddress() {
		read("Email,Product,Day used\nA94A8FE5CCB19BA61C4C0873D391E987982FBBD3,Maya,11/01/2026\n");

		assertEquals("A94A8FE5CCB19BA61C4C0873D391E987982FBBD3", sink.observations(UsageDay.class).get(0).account().hashedId());
	}

	@Test
	void rejectsARowThatNamesNobody() {
		Interpretation result = read("""
				email,offering_name,day_used
				*****,Maya,2026-11-01
				ann@example.com,Maya,2026-11-01
				""");

		assertEquals(new Understood("Usage export", 2, 1, Set.of()), result);
		assertTrue(sink.troubles().startsWith("ERROR users.csv, line 2, email: The row names nobody"), sink.troubles());
	}

	// Columns

	@Test
	void reportsUnknownAndDoubledColumnsAndGoesOn() {
		Interpretation result = read("""
				email,Favourite colour,offering_name,day_used,E-Mail,Shoe size
				ann@example.com,red,Maya,2026-11-01,other@example.com,42
				""");

		assertEquals(new Understood("Usage export", 1, 0, Set.of()), result);
		assertEquals("ann@example.com", sink.observations(UsageDay.class).get(0).account().email());
		assertEquals(List.of("Favourite colour", "Shoe size", "E-Mail"),
				sink.diagnostics().stream().map(trouble -> trouble.place().field()).toList());
		assertTrue(sink.diagnostics().stream().allMatch(trouble -> trouble.severity() == Diagnostic.Severity.WARNING));
		assertEquals(1, sink.diagnostics().get(0).place().line());
	}

	@Test
	void readsEveryKnownNameInEveryWayOfWriting() {
		for (ExportColumn column : ExportColumn.values()) {
			for (String name : column.names()) {
				String blank = name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('_', ' ');
				for (String written : List.of(name, blank, blank.toUpperCase(java.util.Locale.ROOT), blank.replace(' ', '_'),
						"\ufeff" + blank, " " + blank + " ")) {
					assertEquals(Optional.of(column), ExportColumn.of(written), written);
				}
			}
		}
		assertEquals(Optional.empty(), ExportColumn.of("Favourite colour"));
		assertEquals(Optional.empty(), ExportColumn.of(""));
	}

	// Separators and encodings

	@Test
	void findsTheSeparator() {
		for (String separator : List.of(",", ";", "\t")) {
			sink = new FakeSink();
			Interpretation result = read(Exports.USERS_PORTAL.replace(",", separator));

			assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result);
			assertEquals(List.of(), sink.diagnostics());
		}
	}

	@Test
	void skipsTheLineInWhichExcelNamesTheSeparator() {
		assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()),
				read("sep=;\n" + Exports.USERS_PORTAL.replace(",", ";")));
	}

	@Test
	void readsEveryEncodingAndSaysWhenItIsAnUnusualOne() {
		String text = Exports.USERS_PORTAL.replace("Apple", "Müller-Łódź");
		assertEquals("Müller-Łódź", lastName(text.getBytes(StandardCharsets.UTF_8)));
		assertEquals("", sink.troubles());
		assertEquals("Müller-Łódź", lastName(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
		assertEquals("", sink.troubles());
		for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
			assertEquals("Müller-Łódź", lastName(text.getBytes(wide)), wide.name());
			assertEquals("INFO users.csv: The file is in UTF-16.\n", sink.troubles());
		}
		assertEquals("Müller-Łódź", lastName(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)));

		assertEquals("Müller", lastName(text.replace("-Łódź", "").getBytes(Charset.forName("windows-1252"))));
		assertEquals(1, sink.diagnostics().size());
		assertTrue(sink.troubles().startsWith("INFO users.csv: The file is not all in UTF-8."), sink.troubles());
	}

	@Test
	void readsEveryEndOfLine() {
		for (String end : List.of("\r\n", "\r", "\n")) {
			sink = new FakeSink();
			assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()),
					read(Exports.USERS_PORTAL.replace("\n", end)));
		}
		assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), read(Exports.USERS_PORTAL.strip()));
	}

	// Bad rows

	@Test
	void reportsBadRowsWithLineAndFieldAndUsesTheOthers() {
		Interpretation result = read("""
				email,offering_name,day_used,tokens_used
				ann@example.com,Maya,2026-11-01,
				bob@example.com,Maya,yesterday,
				cyd@example.com,Maya,2026-13-01,
				dan@example.com,,2026-11-01,
				eve@example.com,Maya
				fay@example.com,Maya,2026-11-01,,,7
				gus@example.com,Maya,"2026-11-01"x,
				hal@example.com,Maya,,
				ida@example.com,Maya,2026-11-01,many
				""");

		assertEquals(new Understood("Token usage export", 9, 7, Set.of()), result);
		assertEquals(List.of("ann@example.com", "ida@example.com"),
				sink.observations(UsageDay.class).stream().map(day -> day.account().email()).toList());
		assertEquals("""
				ERROR users.csv, line 3, day_used: 'yesterday' should be a date such as 2026-11-03 or 11/03/2026 (month first). The row was left out.
				ERROR users.csv, line 4, day_used: '2026-13-01' should be a date such as 2026-11-03 or 11/03/2026 (month first). The row was left out.
				ERROR users.csv, line 5, offering_name: No product is named. The row was left out.
				ERROR users.csv, line 6: The row has 2 fields, but the header has 4. It was left out.
				ERROR users.csv, line 7: The row has 6 fields, but the header has 4. It was left out.
				ERROR users.csv, line 8: There is a quotation mark in the middle of a field. The row was left out.
				ERROR users.csv, line 9, day_used: Nothing is told, but a date such as 2026-11-03 or 11/03/2026 (month first) is needed. The row was left out.
				WARNING users.csv, line 10, tokens_used: 'many' should be a number. It was left out, the rest of the row was used.
				""", sink.troubles());
	}

	@Test
	void doesNotCallAListCompleteOfWhichARowIsBad() {
		assertEquals(new Understood("Users export", 2, 1, Set.of()), read("""
				Email,Product,Role
				,Maya,User
				ann@example.com,Maya,User
				"""));
		assertEquals(new Understood("Subscriptions export", 2, 1, Set.of()), read("""
				Product,Seats
				Maya,five
				Revit,5
				"""));
	}

	@Test
	void losesNothingButTheLineInWhichAQuoteIsLeftOpen() {
		Interpretation result = read("""
				Email,First name,Product,Role
				ann@example.com,"Ann,Maya,User
				bob@example.com,"Bob",Maya,User
				cyd@example.com,Cyd,Maya,User
				dan@example.com,"Dan
				Douglas",Maya,User
				eve@example.com,"E""ve",Maya,User
				""");

		assertEquals(new Understood("Users export", 5, 1, Set.of()), result);
		assertEquals(List.of("bob@example.com", "cyd@example.com", "dan@example.com", "eve@example.com"),
				sink.observations(Assignment.class).stream().map(assignment -> assignment.account().email()).toList());
		assertEquals("Dan\nDouglas", sink.observations(AccountSeen.class).get(2).account().firstName());
		assertEquals("ERROR users.csv, line 2: A quotation mark is opened and not closed. The row was left out.\n", sink.troubles());
	}

	@Test
	void saysInWhichLineAFileBreaksOffAndKeepsWhatStoodBefore() {
		int cut = Exports.USERS_2026.indexOf("dan@example.com") + 5;
		for (String broken : List.of(Exports.USERS_2026.substring(0, cut),
				Exports.USERS_2026.substring(0, cut).replace("dan.d,", "dan.d,\""))) {
			sink = new FakeSink();
			Refused refused = assertInstanceOf(Refused.class, read(broken));

			assertTrue(refused.keep());
			assertEquals("users.csv, line 6: The file breaks off in the middle of this row. The rows before it were used; download "
					+ "the file again and import it whole.", refused.why().sentence());
			assertEquals(3, sink.observations(Assignment.class).size());
		}
	}

	@Test
	void cutsALineThatIsTooLongAndGoesOn() {
		Interpretation result = read("Email,Product,Role\nann@example.com,Maya," + "x".repeat(1_100_000)
				+ "\nbob@example.com,Maya,User\n");

		assertEquals(new Understood("Users export", 2, 1, Set.of()), result);
		assertTrue(sink.troubles().contains("line 2: The line is longer than 1000000 characters."), sink.troubles());
	}

	// Teams

	@Test
	void usesOnlyTheRowsOfTheConfiguredTeam() {
		String file = Exports.USERS_PORTAL.replaceFirst("Maya,Primary admin,Example Team", "Maya,Primary admin,Other Team");

		Interpretation result = read(file, Optional.of("example team"));

		assertEquals(new Understood("Users export", 4, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result);
		assertEquals(3, sink.observations(Assignment.class).size());
		assertEquals("INFO users.csv: 1 row is of other teams than 'example team' and not used.\n", sink.troubles());
	}

	@Test
	void endsNothingWithTheFileOfAnotherTeam() {
		Interpretation result = read(Exports.USERS_PORTAL, Optional.of("Other Team"));

		assertEquals(new Understood("Users export", 4, 0, Set.of()), result);
		assertEquals(List.of(), sink.observations());
		assertTrue(sink.troubles().startsWith("WARNING users.csv: No row is of the team 'Other Team'"), sink.troubles());
	}

	@Test
	void usesAFileThatTellsNoTeamWhateverIsConfigured() {
		assertEquals(new Understood("Usage export", 2, 0, Set.of()), read(Exports.USAGE_PORTAL, Optional.of("Other Team")));
	}

	// Workbooks

	@Test
	void readsEveryExportOutOfAWorkbookAsOutOfText() {
		for (String export : List.of(Exports.USERS_PORTAL, Exports.USERS_API, Exports.SUBSCRIPTIONS_2026, Exports.SUBSCRIPTIONS_PORTAL,
				Exports.USAGE_2026, Exports.USAGE_PORTAL, Exports.USAGE_API, Exports.SEAT_USAGE, Exports.REPORT_2026,
				Exports.REPORT_PORTAL, Exports.GROUPS)) {
			sink = new FakeSink();
			Interpretation asText = read(export);
			List<Observation> said = sink.observations();
			sink = new FakeSink();

			Interpretation asWorkbook = read("account.xlsx", new WorkbookFixture().sheet("Tabelle1", export).bytes(), Optional.empty());

			assertEquals(asText, asWorkbook);
			assertEquals(said, sink.observations());
		}
	}

	@Test
	void readsAWorkbookOfSeveralReportsThatBeginsWithFilters() throws IOException {
		Interpretation result = read("account.xlsx", resource("account-openpyxl.xlsx"), Optional.empty());

		assertEquals(new Understood("Usage report, Users export", 3, 0, Set.of(CompleteList.ASSIGNMENTS), TEAM, Optional.empty()), result, sink.troubles());
		Account ann = new Account("ann.a", "h-ann", "ann@example.com", "Ann", "Äpfel");
		assertEquals(new Assignment(ann, Product.namedUser("Maya"), Optional.of(Instant.parse("2024-05-10T21:20:32Z")),
				Optional.empty(), "Example Team"), sink.observations().get(0));
		assertEquals(new UsageSummary(ann, new Product("Maya", "2025", LicenceType.NAMED_USER, ""), OptionalLong.of(12),
				Optional.empty(), Optional.of(LocalDate.of(2026, 11, 2))), sink.observations().get(1));
		assertEquals("2024", sink.observations(UsageSummary.class).get(1).product().version(), "a number in the cell");
		assertEquals(1, sink.observations(AccountSeen.class).size());
	}

	@Test
	void readsAWorkbookWithItsTextsInTheCells() throws IOException {
		Interpretation result = read("subscriptions.xlsx", resource("subscriptions-inline.xlsx"), Optional.empty());

		assertEquals(new Understood("Subscriptions export", 1, 0, Set.of(CompleteList.ENTITLEMENTS), TEAM, Optional.empty()), result);
		assertEquals(List.of(new Entitlement(Product.namedUser("3ds Max"), "562-1", "110001234567", 5,
				Optional.of(LocalDate.of(2026, 2, 1)), Optional.of(LocalDate.of(2027, 1, 31)), "Active", true, "Example Team")), sink.observations());
	}

	@Test
	void namesSheetAndRowOfABadRow() {
		read("account.xlsx", new WorkbookFixture().sheet("Filters", "Team,Example Team")
				.sheet("Usage", "email,offering_name,day_used\nann@example.com,Maya,soon").bytes(), Optional.empty());

		assertTrue(sink.troubles().startsWith("ERROR account.xlsx (Usage), line 2, day_used: 'soon'"), sink.troubles());
	}

	@Test
	void keepsTheSheetsBeforeADamagedOne() {
		Refused refused = assertInstanceOf(Refused.class, read("account.xlsx", new WorkbookFixture().sheet("Users", Exports.USERS_PORTAL)
				.rawSheet("Usage", "<row r=\"7\"><c></row>").bytes(), Optional.empty()));

		assertTrue(refused.keep());
		assertEquals("account.xlsx (Usage), line 7: The workbook is damaged. Download it again, or export it as CSV.",
				refused.why().sentence());
		assertEquals(4, sink.observations(Assignment.class).size());
	}

	@Test
	void refusesWhatIsNamedAWorkbookAndIsNone() {
		byte[] whole = new WorkbookFixture().sheet("Users", Exports.USERS_PORTAL).bytes();
		byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
		byte[] old = { (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0 };

		assertEquals("users.xlsx: The workbook is cut off or damaged. Download it again, or export it as CSV.", refusal(half));
		assertTrue(refusal(old).contains("old kind (.xls) or protected by a password"));
		assertTrue(refusal("<html><body>Sign in</body></html>".getBytes(StandardCharsets.UTF_8)).contains("none of the exports"));
		assertTrue(refusal(new byte[0]).contains("The file is empty."));
		assertEquals("users.xlsx: The file is damaged or no Excel workbook. Download it again, or export it as CSV.",
				refusal(new WorkbookFixture().part("xl/workbook.xml", "<document/>").bytes()));
		assertTrue(refusal(new WorkbookFixture().sheet("Notes", "Milk,Bread").bytes()).contains("It begins with: Milk, Bread."));
	}

	@Test
	void readsACsvFileThatIsNamedAWorkbook() {
		assertInstanceOf(Understood.class,
				read("users.xlsx", Exports.USERS_PORTAL.getBytes(StandardCharsets.UTF_8), Optional.empty()));
	}

	// Size

	@Test
	void readsAHugeFileAsAStream() {
		String header = "email,offering_name,day_used\n";
		byte[] row = "ann@example.com,Maya,2026-11-01\n".getBytes(StandardCharsets.UTF_8);
		long rows = 1_000_000;
		long[] read = new long[1];
		long[] seen = new long[1];
		long[] ahead = new long[1];
		Content content = new Content() {
			@Override
			public InputStream open() {
				read[0] = 0;
				return new RepeatedStream(header.getBytes(StandardCharsets.UTF_8), row, rows, read);
			}

			@Override
			public long size() {
				return header.length() + rows * row.length;
			}
		};

		Interpretation result = new ExportReader(new Evidence(Evidence.Origin.FILE, "huge.csv", NOW, content), Optional.empty(),
				XlsxLimits.USUAL, new org.lictor.spi.ObservationSink() {
					@Override
					public void observe(Observation observation) {
						seen[0]++;
						ahead[0] = Math.max(ahead[0], read[0] - header.length() - seen[0] * row.length);
					}

					@Override
					public void report(Diagnostic diagnostic) {
						throw new AssertionError(diagnostic.sentence());
					}

					@Override
					public boolean cancelled() {
						return false;
					}
				}).read();

		assertEquals(new Understood("Usage export", rows, 0, Set.of()), result);
		assertEquals(rows, seen[0]);
		assertTrue(ahead[0] < 256 * 1024, () -> ahead[0] + " bytes were read ahead");
	}

	/** A beginning, and then the same bytes again and again. */
	private static final class RepeatedStream extends InputStream {

		private final byte[] beginning;
		private final byte[] row;
		private final long length;
		private final long[] position;

		RepeatedStream(byte[] beginning, byte[] row, long rows, long[] position) {
			this.beginning = beginning;
			this.row = row;
			this.length = beginning.length + rows * row.length;
			this.position = position;
		}

		@Override
		public int read() {
			if (position[0] == length) {
				return -1;
			}
			long at = position[0]++;
			return at < beginning.length ? beginning[(int) at] : row[(int) ((at - beginning.length) % row.length)];
		}

		@Override
		public int read(byte[] target, int offset, int count) {
			int done = 0;
			while (done < count) {
				int one = read();
				if (one < 0) {
					return done == 0 ? -1 : done;
				}
				target[offset + done++] = (byte) one;
			}
			return done;
		}
	}

	private String refusal(byte[] bytes) {
		Refused refused = assertInstanceOf(Refused.class, read("users.xlsx", bytes, Optional.empty()));
		assertFalse(refused.keep());
		return refused.why().sentence();
	}

	private String lastName(byte[] bytes) {
		sink = new FakeSink();
		assertInstanceOf(Understood.class, read("users.csv", bytes, Optional.empty()));
		return sink.observations(AccountSeen.class).get(0).account().lastName();
	}

	private Interpretation read(String text) {
		return read(text, Optional.empty());
	}

	private Interpretation read(String text, Optional<String> team) {
		return read("users.csv", text.getBytes(StandardCharsets.UTF_8), team);
	}

	private Interpretation read(String name, byte[] bytes, Optional<String> team) {
		Evidence evidence = new Evidence(Evidence.Origin.FILE, name, NOW, Content.of(bytes));
		return new ExportReader(evidence, team, XlsxLimits.USUAL, sink).read();
	}

	private static byte[] resource(String name) throws IOException {
		try (InputStream in = Exports.class.getResourceAsStream(name)) {
			return in.readAllBytes();
		}
	}
}
