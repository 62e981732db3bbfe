package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.MultiStatus;
import org.eclipse.core.runtime.Status;
import org.junit.jupiter.api.Test;

class StatusesTest {

	private static IStatus error(String message) {
		return new Status(IStatus.ERROR, "p2", message);
	}

	@Test
	void saysTheInnermostMessages() {
		MultiStatus inner = new MultiStatus("p2", 0, new IStatus[] { error("X requires Y"), new Status(IStatus.INFO, "p2", "by the way") },
				"Cannot complete", null);
		assertEquals("X requires Y.", Statuses.words(new MultiStatus("p2", 0, new IStatus[] { inner, error("X requires Y") }, "outer", null)));
	}

	@Test
	void saysThatNothingIsSaid() {
		assertEquals("p2 does not say why.", Statuses.words(error("")));
	}
}
