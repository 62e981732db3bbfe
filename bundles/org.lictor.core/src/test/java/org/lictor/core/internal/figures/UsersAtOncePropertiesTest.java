package org.lictor.core.internal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Users at once are what one gets by gathering each user's sessions first. */
class UsersAtOncePropertiesTest {

	record Use(int user, long start, long end) {
	}

	@Provide
	Arbitrary<List<Use>> uses() {
		return Combinators.combine(Arbitraries.integers().between(0, 5), Arbitraries.longs().between(0, 60),
				Arbitraries.longs().between(0, 25)).as((user, start, length) -> new Use(user, start, start + length)).list()
				.ofMaxSize(60);
	}

	private static Steps gathered(List<Use> uses) {
		Map<Integer, Intervals> byUser = new HashMap<>();
		uses.forEach(use -> byUser.computeIfAbsent(use.user, none -> new Intervals()).add(use.start, use.end));
		Intervals all = new Intervals();
		byUser.values().forEach(times -> all.addAll(times.union()));
		return all.count();
	}

	private static Steps atOnce(UsersAtOnce users, List<Use> uses) {
		uses.stream().sorted(Comparator.comparing(Use::start)).forEach(use -> users.add(use.user, use.start, use.end));
		return users.count();
	}

	private static List<String> text(Steps steps) {
		List<String> text = new ArrayList<>();
		for (int index = 0; index < steps.size(); index++) {
			text.add(steps.at(index) + ": " + steps.value(index));
		}
		return text;
	}

	@Property(tries = 500)
	void agreeWithGatheringEachUsersSessions(@ForAll("uses") List<Use> uses) {
		assertEquals(text(gathered(uses)), text(atOnce(new UsersAtOnce(), uses)));
	}

	@Property(tries = 200)
	void areForgottenWhenCounted(@ForAll("uses") List<Use> first, @ForAll("uses") List<Use> second) {
		UsersAtOnce users = new UsersAtOnce();
		atOnce(users, first);
		assertEquals(text(gathered(second)), text(atOnce(users, second)));
	}

	@Property(tries = 300)
	void splittingASessionChangesNothing(@ForAll("uses") List<Use> uses) {
		List<Use> split = new ArrayList<>();
		uses.forEach(use -> {
			long middle = (use.start + use.end) / 2;
			split.add(new Use(use.user, use.start, middle));
			split.add(new Use(use.user, middle, use.end));
		});
		assertEquals(text(atOnce(new UsersAtOnce(), uses)), text(atOnce(new UsersAtOnce(), split)));
	}
}
