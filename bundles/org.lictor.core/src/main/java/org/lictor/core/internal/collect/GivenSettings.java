package org.lictor.core.internal.collect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.spi.ConfigurationSchema;
import org.lictor.spi.Field;
import org.lictor.spi.FieldProblem;

/** Settings and secrets that a person gave. */
public final class GivenSettings {

	private GivenSettings() {
	}

	/**
	 * @param settings as given
	 * @return those with a value, without blanks around it
	 */
	public static Map<String, String> filled(Map<String, String> settings) {
		Map<String, String> filled = new HashMap<>();
		settings.forEach((key, value) -> {
			if (!value.isBlank()) {
				filled.put(key, value.strip());
			}
		});
		return filled;
	}

	/**
	 * @param problems of fields
	 * @return all of them for a person
	 */
	public static String sentence(List<FieldProblem> problems) {
		return problems.stream().map(problem -> problem.key() + ": " + problem.message()).collect(Collectors.joining(" "));
	}

	/**
	 * Checks by form alone.
	 *
	 * @param schema   what there is
	 * @param what     has it, for a sentence: "servers of type 'custom'"
	 * @param settings as given
	 * @param secrets  as given, an empty one to take it away
	 * @param stored   keys of the secrets that there are already
	 * @throws ServiceException INVALID naming each field at fault
	 */
	public static void check(ConfigurationSchema schema, String what, Map<String, String> settings, Map<String, String> secrets, Set<String> stored)
			throws ServiceException {
		Set<String> secretKeys = new HashSet<>(stored);
		secrets.forEach((key, value) -> {
			if (value.isEmpty()) {
				secretKeys.remove(key);
			} else {
				secretKeys.add(key);
			}
		});
		List<FieldProblem> problems = schema.check(filled(settings), secretKeys);
		if (!problems.isEmpty()) {
			throw new ServiceException(Reason.INVALID, sentence(problems));
		}
		for (String key : secrets.keySet()) {
			if (schema.field(key).filter(field -> field.kind() == Field.Kind.SECRET).isEmpty()) {
				throw new ServiceException(Reason.INVALID, "There is no secret field '" + key + "' in " + what + ".");
			}
		}
	}
}
