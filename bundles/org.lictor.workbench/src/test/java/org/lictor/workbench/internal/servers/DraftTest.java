package org.lictor.workbench.internal.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.lictor.model.Status;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;
import org.lictor.spi.Field.Kind;
import org.lictor.spi.FieldProblem;

class DraftTest {

	private static final Field FILE = Field.required("file", "File", Kind.FILE, "");
	private static final Field EVERY = Field.optional("every", "Every", Kind.DURATION, "").withDefault("5m");
	private static final Field TOKEN = Field.required("token", "Token", Kind.SECRET, "");
	private static final ServerTypeInfo TYPE = new ServerTypeInfo("t", "Some Type", "", ConfigurationSchema.of(FILE, EVERY, TOKEN),
			Set.of());
	private static final ServerInfo OLD = new ServerInfo("Old", "t", "Some Type", Map.of("file", "/x"), Set.of("token"), false,
			Status.up(""), Optional.empty(), Optional.empty(), List.of());

	private static List<String> keys(Draft draft) {
		return draft.problems().stream().map(FieldProblem::key).toList();
	}

	@Test
	void suggestsANameThatIsFree() {
		assertEquals("Some Type", new Draft(TYPE, Optional.empty(), Set.of()).name());
		assertEquals("Some Type 3", new Draft(TYPE, Optional.empty(), Set.of("Some Type", "Some Type 2")).name());
	}

	@Test
	void namesEveryFieldAtFault() {
		Draft draft = new Draft(TYPE, Optional.empty(), Set.of("A"));
		draft.name("A");
		draft.enter(EVERY, "soon");
		assertEquals(List.of(Draft.NAME, "file", "every", "token"), keys(draft));
		draft.name("  ");
		assertTrue(keys(draft).contains(Draft.NAME));
	}

	@Test
	void becomesADefinitionWithSecretsApart() {
		Draft draft = new Draft(TYPE, Optional.empty(), Set.of());
		draft.name(" New ");
		draft.enter(FILE, " /tmp/x ");
		draft.enter(TOKEN, "s3cret");
		assertEquals(List.of(), keys(draft));
		assertEquals("New", draft.definition().name());
		assertEquals(Map.of("file", "/tmp/x"), draft.definition().settings());
		assertEquals(Map.of("token", "s3cret"), draft.definition().secrets());
		assertTrue(draft.definition().enabled());
	}

	@Test
	void keepsASecretThatIsNotEnteredAgain() {
		Draft draft = new Draft(TYPE, Optional.of(OLD), Set.of("Old"));
		assertEquals(List.of(), keys(draft));
		assertTrue(draft.keepsSecret(TOKEN));
		assertEquals(Map.of(), draft.definition().secrets());
		assertEquals("/x", draft.value(FILE));
		assertEquals("5m", draft.value(EVERY));
		assertEquals(false, draft.definition().enabled());
	}

	@Test
	void forgetsWhatIsErased() {
		Draft draft = new Draft(TYPE, Optional.of(OLD), Set.of("Old"));
		draft.enter(FILE, "");
		draft.enter(TOKEN, "x");
		draft.enter(TOKEN, "");
		assertEquals(List.of("file"), keys(draft));
	}

	private static final Field WAY = new Field("way", "Way", Kind.CHOICE, false, "files", "", List.of("files", "key", "card"));
	private static final Field KEY = Field.required("key", "Key", Kind.SECRET, "").onlyFor("way", "key");
	private static final Field CARD = Field.required("card", "Card", Kind.TEXT, "").onlyFor("way", "card");
	private static final ServerTypeInfo DOOR = new ServerTypeInfo("d", "Door", "", ConfigurationSchema.of(WAY, KEY, CARD), Set.of());

	@Test
	void asksOnlyForWhatTheChosenWayNeeds() {
		Draft draft = new Draft(DOOR, Optional.empty(), Set.of());
		assertEquals(List.of(), keys(draft));
		assertEquals(List.of(false, false), List.of(draft.isMeant(KEY), draft.isMeant(CARD)));
		draft.enter(WAY, "key");
		assertEquals(List.of("key"), keys(draft));
		assertEquals(List.of(true, false), List.of(draft.isNeeded(KEY), draft.isNeeded(CARD)));
	}

	@Test
	void aSecretOfAnotherWayIsNotSentAndOneThatIsStoredStays() {
		Draft draft = new Draft(DOOR, Optional.empty(), Set.of());
		draft.enter(WAY, "key");
		draft.enter(KEY, "s3cret");
		draft.enter(WAY, "card");
		draft.enter(CARD, "7");
		assertEquals(Map.of(), draft.definition().secrets());
		draft.enter(WAY, "key");
		assertEquals(Map.of("key", "s3cret"), draft.definition().secrets());
		assertEquals("7", draft.definition().settings().get("card"), "what was entered is there when the way is chosen again");
	}
}
