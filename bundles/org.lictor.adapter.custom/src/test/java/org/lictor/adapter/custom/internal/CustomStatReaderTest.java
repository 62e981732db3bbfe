package org.lictor.adapter.custom.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.lictor.spi.Observation.Checkout;
import org.lictor.spi.Observation.Denial;
import org.lictor.spi.Observation.Sample;
import org.lictor.spi.testkit.FakeSink;

class CustomStatReaderTest {

	private static final Instant NOW = Instant.parse("2026-11-03T12:00:00Z");
	private static final Product SOLVER = new Product("solver", "", LicenceType.FLOATING, "");

	private final FakeSink sink = new FakeSink();

	@Test
	void readsFeaturesAndWhoHoldsThem() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="10" BORROWED_LICENSES="1" SHARE="UH" EXPIRES="2027-01-31">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="2" CHECKOUT_TIME="2026-11-03 08:15"/>
				    <USER HOSTNAME="ws2" USED_LICENSES="1" CHECKOUT_TIME="2026-07-01 09:00" BORROW_EXPIRE_TIME="2026-12-01 09:00"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(
				new Checkout(SOLVER, "ann", "ws1", 2, Instant.parse("2026-11-03T07:15:00Z"), Optional.empty()),
				new Checkout(SOLVER, "", "ws2", 1, Instant.parse("2026-07-01T07:00:00Z"),
						Optional.of(Instant.parse("2026-12-01T08:00:00Z"))),
				new Sample(SOLVER, 3, OptionalLong.of(10), OptionalLong.of(1), OptionalLong.empty(), OptionalLong.empty())),
				sink.observations());
		assertEquals(new Understood("State of a custom server", 3, 0, Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS)), result);
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void readsWhoWasRefused() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="3">
				    <DENIAL TIME="2026-11-03 08:15:07" USERNAME="ann" HOSTNAME="ws1" LICENSES="2" REASON="all &amp; in use"/>
				    <DENIAL TIME="2026-11-03 08:15"/>
				    <DENIAL TIME="2026-11-03 08:15" LICENSES="0"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		Denial nobody = new Denial(Instant.parse("2026-11-03T07:15:00Z"), SOLVER, "", "", OptionalLong.empty(), "");
		assertEquals(List.of(
				new Denial(Instant.parse("2026-11-03T07:15:07Z"), SOLVER, "ann", "ws1", OptionalLong.of(2), "all & in use"),
				nobody, nobody), sink.observations(Denial.class));
		assertEquals(new Understood("State of a custom server", 4, 0, Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS)), result);
		assertEquals(List.of(), sink.diagnostics());
	}

	@Test
	void leavesOutADenialWithoutATimeAndTakesOneOfTheFutureAsItIs() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="3">
				    <DENIAL USERNAME="ann"/>
				    <DENIAL USERNAME="ann" TIME="yesterday"/>
				    <DENIAL USERNAME="ann" TIME="2026-11-03 14:00"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(Instant.parse("2026-11-03T13:00:00Z")), sink.observations(Denial.class).stream().map(Denial::at).toList());
		assertEquals(new Understood("State of a custom server", 4, 2, Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS)), result,
				"the state is told in full all the same");
		assertEquals("""
				ERROR state.xml, line 3, TIME: TIME is missing. This DENIAL was left out.
				ERROR state.xml, line 4, TIME: TIME is 'yesterday', but should be a time such as 2026-11-03 08:15. This DENIAL was left out.
				WARNING state.xml, line 5, TIME: TIME 2026-11-03 14:00 in Europe/Berlin is later than the moment at which the file was \
				read, 2026-11-03T12:00:00Z. Is the time zone of this server right?
				""", sink.troubles());
	}

	@Test
	void saysThatNothingIsInUseWhenTheFileIsEmptyOfFeatures() {
		Interpretation result = read("<CUSTOM_STAT VENDOR='custom_acme'/>");

		assertEquals(new Understood("State of a custom server", 0, 0, Set.of(CompleteList.SAMPLES, CompleteList.CHECKOUTS)), result);
		assertEquals(List.of(), sink.observations());
	}

	@Test
	void addsUpThePoolsOfAFeature() {
		read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="10" EXPIRES="2027-01-31"/>
				  <USAGE FEATURE="solver" USED_LICENSES="1" TOTAL_LICENSES="5" BORROWED_LICENSES="1" EXPIRES="2027-06-30"/>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(new Sample(SOLVER, 4, OptionalLong.of(15), OptionalLong.of(1), OptionalLong.empty(),
				OptionalLong.empty())), sink.observations());
	}

	@Test
	void knowsNoTotalWhenOnePoolTellsNone() {
		read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="10"/>
				  <USAGE FEATURE="solver" USED_LICENSES="1" TOTAL_LICENSES="many"/>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(OptionalLong.empty()), sink.observations(Sample.class).stream().map(Sample::total).toList());
		assertEquals("WARNING state.xml, line 3, TOTAL_LICENSES: TOTAL_LICENSES is 'many', but should be a whole number. "
				+ "It was left out.\n", sink.troubles());
	}

	@Test
	void leavesOutABadUserAndSaysWhere() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="4" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="yesterday"/>
				    <USER USERNAME="bob" HOSTNAME="ws2" USED_LICENSES="1" CHECKOUT_TIME="2026-02-30 08:15"/>
				    <USER USERNAME="cyd" HOSTNAME="ws3" USED_LICENSES="1"/>
				    <USER USERNAME="dan" HOSTNAME="ws4" USED_LICENSES="0" CHECKOUT_TIME="2026-11-03 08:15"/>
				    <USER USERNAME="eve" HOSTNAME="ws5" USED_LICENSES="-1" CHECKOUT_TIME="2026-11-03 08:15"/>
				    <USER USERNAME="fay" HOSTNAME="ws6" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 08:15"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of("fay"), sink.observations(Checkout.class).stream().map(Checkout::user).toList());
		assertEquals(new Understood("State of a custom server", 7, 5, Set.of(CompleteList.SAMPLES)), result);
		assertEquals(List.of(3L, 4L, 5L, 6L, 7L), sink.diagnostics().stream().map(trouble -> trouble.place().line()).toList());
		assertEquals(List.of("CHECKOUT_TIME", "CHECKOUT_TIME", "CHECKOUT_TIME", "USED_LICENSES", "USED_LICENSES"),
				sink.diagnostics().stream().map(trouble -> trouble.place().field()).toList());
	}

	@Test
	void leavesOutAFeatureWhoseUseIsNotKnownButKeepsItsUsers() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="?" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 08:15"/>
				  </USAGE>
				  <USAGE FEATURE="mesher" USED_LICENSES="1" TOTAL_LICENSES="2"/>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of("mesher"), sink.observations(Sample.class).stream().map(sample -> sample.product().name()).toList());
		assertEquals(1, sink.observations(Checkout.class).size());
		assertEquals(new Understood("State of a custom server", 3, 1, Set.of(CompleteList.CHECKOUTS)), result);
	}

	@Test
	void leavesOutAFeatureWithoutANameAndItsUsers() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE USED_LICENSES="1" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 08:15"/>
				  </USAGE>
				  <USAGE FEATURE="mesher" USED_LICENSES="1" TOTAL_LICENSES="2"/>
				</CUSTOM_STAT>
				""");

		assertEquals(1, sink.observations().size());
		assertEquals(new Understood("State of a custom server", 3, 2, Set.of()), result);
	}

	@Test
	void reportsWhatItDoesNotKnowOnceAndGoesOn() {
		Interpretation result = read("""
				<CUSTOM_STAT VENDOR="custom_acme" COLOUR="red">
				  <USAGE FEATURE="solver" USED_LICENSES="1" TOTAL_LICENSES="10" MOOD="good">
				    <PROJECT NAME="bridge"/>
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 08:15"/>
				  </USAGE>
				  <USAGE FEATURE="mesher" USED_LICENSES="1" TOTAL_LICENSES="10" MOOD="bad"><PROJECT NAME="tunnel"/></USAGE>
				</CUSTOM_STAT>
				""");

		assertInstanceOf(Understood.class, result);
		assertEquals(3, sink.observations().size());
		assertEquals(List.of("COLOUR", "MOOD", ""), sink.diagnostics().stream().map(trouble -> trouble.place().field()).toList());
		assertTrue(sink.troubles().contains("line 3: There is an element PROJECT"), sink.troubles());
	}

	@Test
	void refusesADocumentTypeBeforeAnyEntityIsLookedAt() {
		for (String attack : List.of(
				"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><CUSTOM_STAT VENDOR='custom_a'>&x;</CUSTOM_STAT>",
				"<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
						+ "<CUSTOM_STAT VENDOR='custom_a'><USAGE FEATURE='&b;'/></CUSTOM_STAT>",
				"<!DOCTYPE CUSTOM_STAT SYSTEM 'http://attacker.example.com/x.dtd'><CUSTOM_STAT VENDOR='custom_a'/>")) {
			Refused refused = assertInstanceOf(Refused.class, read(attack));

			assertTrue(refused.why().sentence().startsWith("state.xml, line 1: The file declares a document type (DOCTYPE)."),
					refused.why().sentence());
			assertFalse(refused.keep());
		}
		assertEquals(List.of(), sink.observations());
	}

	@Test
	void refusesAnEntityThatNobodyDeclared() {
		Refused refused = assertInstanceOf(Refused.class, read("<CUSTOM_STAT VENDOR='custom_a'>\n&x;</CUSTOM_STAT>"));

		assertEquals(2, refused.why().place().line());
	}

	@Test
	void refusesHalfAFileWithTheLineWhereItBreaksOff() {
		Refused refused = assertInstanceOf(Refused.class, read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="4" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOST"""));

		assertTrue(refused.why().sentence().startsWith("state.xml, line 3: The file is not well-formed XML"),
				refused.why().sentence());
		assertFalse(refused.keep());
	}

	@Test
	void refusesAnotherKindOfXml() {
		assertTrue(assertInstanceOf(Refused.class, read("<html></html>")).why().message().contains("begins with html"));
	}

	@Test
	void refusesAVendorThatIsNotCustom() {
		assertTrue(assertInstanceOf(Refused.class, read("<CUSTOM_STAT VENDOR='acme'/>")).why().message()
				.contains("must begin with custom_"));
		assertInstanceOf(Refused.class, read("<CUSTOM_STAT/>"));
	}

	@Test
	void refusesAnotherVendorThanTheConfiguredOne() {
		assertTrue(assertInstanceOf(Refused.class, read("<CUSTOM_STAT VENDOR='custom_b'/>", "vendor", "custom_a")).why()
				.message().contains("custom_b"));
		assertInstanceOf(Understood.class, read("<CUSTOM_STAT VENDOR='custom_b'/>", "vendor", "custom_b"));
	}

	@Test
	void takesTheFirstOfTwoEqualTimesInAutumnAndMovesOneThatSpringSkipped() {
		read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="2" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-10-25 02:30"/>
				    <USER USERNAME="bob" HOSTNAME="ws2" USED_LICENSES="1" CHECKOUT_TIME="2026-03-29 02:30"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-03-29T01:30:00Z")),
				sink.observations(Checkout.class).stream().map(Checkout::since).toList());
	}

	@Test
	void takesTheMomentOfThePollForACheckoutInTheFutureAndDoubtsTheZone() {
		read("""
				<CUSTOM_STAT VENDOR="custom_acme">
				  <USAGE FEATURE="solver" USED_LICENSES="2" TOTAL_LICENSES="10">
				    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 15:00"/>
				    <USER USERNAME="bob" HOSTNAME="ws2" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 13:01"/>
				  </USAGE>
				</CUSTOM_STAT>
				""");

		assertEquals(List.of(NOW, NOW), sink.observations(Checkout.class).stream().map(Checkout::since).toList());
		assertEquals(1, sink.diagnostics().size(), sink.troubles());
		assertEquals(Diagnostic.Severity.WARNING, sink.diagnostics().get(0).severity());
	}

	@Test
	void readsOtherEncodingsThatTheFileDeclares() {
		for (Charset encoding : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_8)) {
			FakeSink own = new FakeSink();
			byte[] bytes = ("<?xml version='1.0' encoding='" + encoding.name() + "'?><CUSTOM_STAT VENDOR='custom_acme'>"
					+ "<USAGE FEATURE='Lösung' USED_LICENSES='1' TOTAL_LICENSES='2'/></CUSTOM_STAT>").getBytes(encoding);

			new CustomStatReader(new Evidence(Evidence.Origin.POLL, "state.xml", NOW, Content.of(bytes)),
					new CustomServerType().schema().complete(Map.of("zone", "UTC")), own).read();

			assertEquals(List.of("Lösung"), own.observations(Sample.class).stream().map(sample -> sample.product().name()).toList());
		}
	}

	@Test
	void refusesAFileTooLargeToBeOne(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("huge.xml");
		try (java.io.RandomAccessFile huge = new java.io.RandomAccessFile(file.toFile(), "rw")) {
			huge.setLength(1L << 30);
		}

		Interpretation result = new CustomStatReader(new Evidence(Evidence.Origin.POLL, "huge.xml", NOW, Content.of(file)),
				new CustomServerType().schema().complete(Map.of("zone", "UTC")), sink).read();

		assertTrue(assertInstanceOf(Refused.class, result).why().message().contains("larger than 32 MB"));
		Files.delete(file);
	}

	private Interpretation read(String text, String... more) {
		Map<String, String> values = more.length == 0 ? Map.of("zone", "Europe/Berlin")
				: Map.of("zone", "Europe/Berlin", more[0], more[1]);
		Evidence evidence = new Evidence(Evidence.Origin.POLL, "state.xml", NOW,
				Content.of(text.getBytes(StandardCharsets.UTF_8)));
		List<Observation> before = sink.observations();
		Interpretation result = new CustomStatReader(evidence, new CustomServerType().schema().complete(values), sink).read();
		assertTrue(before.size() <= sink.observations().size());
		return result;
	}
}
