package org.lictor.plugins.internal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IStatus;

/** What p2 says, as a sentence. */
final class Statuses {

	private static final int MOST = 3;

	private Statuses() {
	}

	/**
	 * @param status of p2
	 * @return the first of its innermost messages, ending with a stop
	 */
	static String words(IStatus status) {
		List<String> messages = leaves(status).map(IStatus::getMessage).map(String::strip).filter(text -> !text.isEmpty()).distinct()
				.limit(MOST).toList();
		String text = messages.isEmpty() ? "p2 does not say why" : String.join(" ", messages);
		return text.endsWith(".") ? text : text + ".";
	}

	private static Stream<IStatus> leaves(IStatus status) {
		return status.getChildren().length == 0 ? Stream.of(status)
				: Arrays.stream(status.getChildren()).filter(child -> child.getSeverity() >= IStatus.ERROR).flatMap(Statuses::leaves);
	}
}
