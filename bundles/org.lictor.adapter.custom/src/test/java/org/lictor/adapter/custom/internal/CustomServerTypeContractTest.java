package org.lictor.adapter.custom.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.lictor.spi.ServerType;
import org.lictor.spi.testkit.Candidate;
import org.lictor.spi.testkit.EvidenceSample;
import org.lictor.spi.testkit.ServerTypeContractTest;

/** The type {@code custom} does what every server type must do. */
class CustomServerTypeContractTest extends ServerTypeContractTest {

	private static final String STATE = """
			<?xml version="1.0" encoding="UTF-8"?>
			<CUSTOM_STAT VENDOR="custom_acme">
			  <USAGE FEATURE="solver" USED_LICENSES="3" TOTAL_LICENSES="10" BORROWED_LICENSES="1" EXPIRES="2027-01-31">
			    <USER USERNAME="ann" HOSTNAME="ws1" USED_LICENSES="2" CHECKOUT_TIME="2026-11-03 08:15"/>
			    <USER USERNAME="jörg" HOSTNAME="ws2" USED_LICENSES="1" CHECKOUT_TIME="2026-11-02 17:40"
			          BORROW_EXPIRE_TIME="2026-11-09 17:40"/>
			    <DENIAL TIME="2026-11-03 09:02:17" USERNAME="bob" HOSTNAME="ws2" LICENSES="1" REASON="all in use"/>
			  </USAGE>
			  <USAGE FEATURE="mesher" USED_LICENSES="1" TOTAL_LICENSES="2">
			    <USER HOSTNAME="ws3" USED_LICENSES="1" CHECKOUT_TIME="2026-11-03 12:01"/>
			  </USAGE>
			  <USAGE FEATURE="viewer" USED_LICENSES="0" TOTAL_LICENSES="5"/>
			</CUSTOM_STAT>
			""";

	@Override
	protected ServerType type() {
		return new CustomServerType();
	}

	@Override
	protected List<Candidate> goodConfigurations(Path folder) throws IOException {
		String file = Files.writeString(folder.resolve("state.xml"), STATE).toString();
		return List.of(
				Candidate.good("a file", Map.of("file", file, "zone", "Europe/Berlin")),
				Candidate.good("a file of a certain vendor", Map.of("file", file, "zone", "UTC", "vendor", "custom_acme")));
	}

	@Override
	protected List<Candidate> badConfigurations(Path folder) throws IOException {
		String good = Files.writeString(folder.resolve("good.xml"), STATE).toString();
		String half = Files.writeString(folder.resolve("half.xml"), STATE.substring(0, STATE.length() / 2)).toString();
		String other = Files.writeString(folder.resolve("other.xml"), "<html/>").toString();
		return List.of(
				Candidate.bad("no such file", Map.of("file", folder.resolve("missing.xml").toString(), "zone", "UTC"), "file"),
				Candidate.bad("a folder", Map.of("file", folder.toString(), "zone", "UTC"), "file"),
				Candidate.bad("a path from nowhere", Map.of("file", "state.xml", "zone", "UTC"), "file"),
				Candidate.bad("no path at all", Map.of("file", "state\0.xml", "zone", "UTC"), "file"),
				Candidate.bad("half a file", Map.of("file", half, "zone", "UTC"), "file"),
				Candidate.bad("another kind of file", Map.of("file", other, "zone", "UTC"), "file"),
				Candidate.bad("another vendor", Map.of("file", good, "zone", "UTC", "vendor", "custom_other"), "vendor"));
	}

	@Override
	protected List<EvidenceSample> samples() {
		return List.of(EvidenceSample.poll("state.xml", STATE.getBytes(StandardCharsets.UTF_8),
				Map.of("file", "/srv/state.xml", "zone", "Europe/Berlin")));
	}
}
