package org.lictor.workbench.internal.servers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.lictor.service.ServerDefinition;
import org.lictor.service.ServerInfo;
import org.lictor.service.ServerTypeInfo;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;

/** A licence server or a directory while a person describes it. For one thread. */
final class Draft {

	/** The key under which trouble with the name is told; no field has it. */
	static final String NAME = "";

	/** What is described. */
	enum Kind {
		/** A licence server, which may be switched off. */
		SERVER,
		/** A company's directory. */
		DIRECTORY;

		String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}

	private final Kind kind;
	private final ServerTypeInfo type;
	private final Optional<ServerInfo> existing;
	private final Set<String> taken;
	private final Map<String, String> values = new HashMap<>();
	private final Map<String, String> secrets = new HashMap<>();
	private String name;
	private boolean enabled;
	private Optional<String> signIn = Optional.empty();

	/**
	 * @param type     of the server
	 * @param existing the server to be changed, empty for a new one
	 * @param taken    names of the servers there are
	 */
	Draft(ServerTypeInfo type, Optional<ServerInfo> existing, Set<String> taken) {
		this(Kind.SERVER, type, existing, taken);
	}

	/**
	 * @param kind     what is described
	 * @param type     of the server, or what stands for it
	 * @param existing what is to be changed, empty for something new
	 * @param taken    names of those there are
	 */
	Draft(Kind kind, ServerTypeInfo type, Optional<ServerInfo> existing, Set<String> taken) {
		this.kind = kind;
		this.type = type;
		this.existing = existing;
		this.taken = Set.copyOf(taken);
		this.name = existing.map(ServerInfo::name).orElseGet(this::freeName);
		this.enabled = existing.map(ServerInfo::enabled).orElse(true);
		existing.ifPresent(server -> values.putAll(server.settings()));
	}

	private String freeName() {
		String candidate = type.label();
		for (int number = 2; taken.contains(candidate); number++) {
			candidate = type.label() + " " + number;
		}
		return candidate;
	}

	Kind kind() {
		return kind;
	}

	ServerTypeInfo type() {
		return type;
	}

	boolean isNew() {
		return existing.isEmpty();
	}

	String name() {
		return name;
	}

	void name(String text) {
		name = text.strip();
	}

	boolean enabled() {
		return enabled;
	}

	void enabled(boolean value) {
		enabled = value;
	}

	/** @return what stands in a field: what was entered, else the default */
	String value(Field field) {
		return values.getOrDefault(field.key(), field.defaultValue());
	}

	/** @return whether a field is to be filled in, with what stands in the others */
	boolean isMeant(Field field) {
		return type.schema().isMeant(field, values);
	}

	/** @return whether a server cannot do without a field, with what stands in the others */
	boolean isNeeded(Field field) {
		return type.schema().isNeeded(field, values);
	}

	/** @return whether a secret field has a value that is kept when nothing is entered */
	boolean keepsSecret(Field field) {
		return existing.map(server -> server.secretKeys().contains(field.key())).orElse(false);
	}

	void enter(Field field, String text) {
		Map<String, String> target = field.kind() == Field.Kind.SECRET ? secrets : values;
		if (text.isBlank() && (field.kind() == Field.Kind.SECRET || field.defaultValue().isEmpty())) {
			target.remove(field.key());
		} else {
			target.put(field.key(), field.kind() == Field.Kind.SECRET ? text : text.strip());
		}
	}

	/** @param id of the sign-in that a person finished for this server */
	void signedIn(String id) {
		signIn = Optional.of(id);
	}

	/** @return what is wrong by form, the name first; empty when all is well */
	List<FieldProblem> problems() {
		List<FieldProblem> problems = new ArrayList<>();
		if (isNew()) {
			if (name.isEmpty() || name.length() > 100) {
				problems.add(new FieldProblem(NAME, "Give the " + kind.word() + " a name of 1 to 100 characters."));
			} else if (taken.contains(name)) {
				problems.add(new FieldProblem(NAME, "There is a " + kind.word() + " named '" + name + "' already. Choose another name."));
			}
		}
		Set<String> secretKeys = new HashSet<>(secrets.keySet());
		existing.ifPresent(server -> secretKeys.addAll(server.secretKeys()));
		if (signIn.isPresent()) {
			type.schema().fields().stream().filter(Field::bySignIn).map(Field::key).forEach(secretKeys::add);
		}
		problems.addAll(type.schema().check(values, secretKeys));
		return problems;
	}

	/** @return the server as described. Secrets entered in fields that are not meant any more are not among it */
	ServerDefinition definition() {
		Map<String, String> meant = new HashMap<>(secrets);
		meant.keySet().removeIf(key -> !type.schema().field(key).map(this::isMeant).orElse(false));
		return new ServerDefinition(name, type.id(), values, meant, enabled, type.schema().fields().stream()
				.anyMatch(field -> field.bySignIn() && isMeant(field)) ? signIn : Optional.empty());
	}
}
