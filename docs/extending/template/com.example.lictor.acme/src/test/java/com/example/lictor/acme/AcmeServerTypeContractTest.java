package com.example.lictor.acme;

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

class AcmeServerTypeContractTest extends ServerTypeContractTest {

	private static final String STATE = "solver 3 10\nmesher 1 2\nviewer 0 5\n";

	@Override
	protected ServerType type() {
		return new AcmeServerType();
	}

	@Override
	protected List<Candidate> goodConfigurations(Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("state.txt"), STATE);
		return List.of(Candidate.good("a file", Map.of("file", file.toString())));
	}

	@Override
	protected List<Candidate> badConfigurations(Path folder) {
		return List.of(Candidate.bad("no file", Map.of("file", folder.resolve("missing.txt").toString()), "file"));
	}

	@Override
	protected List<EvidenceSample> samples() {
		return List.of(EvidenceSample.poll("state.txt", STATE.getBytes(StandardCharsets.UTF_8), Map.of("file", "/srv/state.txt")));
	}
}
