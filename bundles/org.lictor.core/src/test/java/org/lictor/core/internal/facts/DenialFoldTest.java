package org.lictor.core.internal.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.core.internal.Site;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.store.DenialFact;
import org.lictor.store.Store;
import org.lictor.store.Stores;

/** Rule {@code denial-facts v1}. */
class DenialFoldTest {

	private static final String EIGHT = "denied 2026-01-30T08:00:00Z ann PC1 Maya 1 full";
	private static final String NINE = "denied 2026-01-30T09:00:00Z ann PC1 Maya 1 full";

	@TempDir
	Path folder;
	private Site site;

	@BeforeEach
	void open() throws Exception {
		site = new Site(folder);
		site.addServer("Acme");
	}

	@AfterEach
	void close() {
		site.close();
	}

	/** How often each denial stands, and the evidence that says so, by what was told of it. */
	private Map<String, String> denials() throws ServiceException {
		site.node.close();
		Map<String, String> all = new TreeMap<>();
		try (Store store = Stores.open(folder, site::now, Progress.NONE)) {
			store.read(transaction -> {
				transaction.facts().denials().all().forEach(each -> {
					DenialFact fact = each.fact();
					all.put("denied " + fact.at() + " " + fact.user() + " " + fact.host() + " " + fact.product().name() + " "
							+ fact.licences().orElse(0) + " " + fact.reason(), fact.times() + " by " + fact.evidence());
				});
				return null;
			});
		}
		return all;
	}

	@Test
	void aDenialThatManyFilesTellOfIsOne() throws Exception {
		site.importLines("Acme", "monday.log", EIGHT, "note 1");
		site.importLines("Acme", "tuesday.log", EIGHT, NINE, "note 2");
		assertEquals(Map.of(EIGHT, "1 by 1", NINE, "1 by 2"), denials());
	}

	@Test
	void alikeOnesInOneFileAreAsMany() throws Exception {
		site.importLines("Acme", "half.log", EIGHT, EIGHT, "note 1");
		site.importLines("Acme", "whole.log", EIGHT, EIGHT, EIGHT, "note 2");
		site.importLines("Acme", "end.log", EIGHT, NINE, "note 3");
		assertEquals(Map.of(EIGHT, "3 by 2", NINE, "1 by 3"), denials());
	}

	@Test
	void whatIsToldDifferentlyIsAnother() throws Exception {
		List<String> others = List.of(EIGHT, EIGHT.replace("ann", "ben"), EIGHT.replace("PC1", "PC2"), EIGHT.replace("Maya", "Revit"),
				EIGHT.replace(" 1 ", " 2 "), EIGHT.replace("full", "expired"), EIGHT.replace(":00Z", ":00.001Z"));
		site.importLines("Acme", "all.log", others.toArray(String[]::new));
		Map<String, String> expected = new HashMap<>();
		others.forEach(each -> expected.put(each, "1 by 1"));
		assertEquals(expected, denials());
	}

	@Test
	void theMostThatAnyPieceTellsStandsInWhateverOrderTheyCome() throws Exception {
		Random random = new Random(11);
		for (int round = 0; round < 4; round++) {
			String server = "Server " + round;
			site.addServer(server);
			Map<String, Integer> most = new TreeMap<>();
			List<List<String>> files = new ArrayList<>();
			for (int file = 0; file < 6; file++) {
				Map<String, Integer> told = new HashMap<>();
				List<String> lines = new ArrayList<>(List.of("note " + server + file));
				for (int line = random.nextInt(40); line > 0; line--) {
					String denial = String.format("denied 2026-01-%02dT08:00:00Z u%d PC%d Maya 1 full", 1 + random.nextInt(3), random.nextInt(3),
							round);
					lines.add(denial);
					most.merge(denial, told.merge(denial, 1, Integer::sum), Math::max);
				}
				files.add(lines);
			}
			Collections.shuffle(files, random);
			for (List<String> lines : files) {
				site.importLines(server, lines.getFirst(), lines.toArray(String[]::new));
			}
			assertEquals(List.of(), site.node.maintenance().check(Progress.NONE).differences());
			Map<String, Integer> stands = new TreeMap<>();
			denials().forEach((denial, by) -> {
				if (most.containsKey(denial)) {
					stands.put(denial, Integer.valueOf(by.substring(0, by.indexOf(' '))));
				}
			});
			site.open();
			assertEquals(most, stands, server);
		}
	}
}
