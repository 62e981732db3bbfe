package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.junit.jupiter.api.Test;
import org.lictor.model.Progress;

class P2ProgressTest {

	private final List<String> told = new ArrayList<>();
	private final P2Progress monitor = new P2Progress("Installing a", new Progress() {
		@Override
		public void begin(String task, long total) {
			told.add(task + " of " + total);
		}

		@Override
		public void worked(long units) {
			told.add("+" + units);
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	});

	@Test
	void partsOfPartsAreToldAsSharesOfTheWhole() {
		SubMonitor whole = SubMonitor.convert(monitor, 4);
		whole.split(1);
		SubMonitor part = SubMonitor.convert(whole.split(2), 2);
		part.worked(1);
		part.worked(1);
		whole.worked(1);
		assertEquals("Installing a of 100", told.getFirst());
		assertEquals(100, told.stream().filter(each -> each.startsWith("+")).mapToInt(Integer::parseInt).sum());
		assertEquals(1, told.stream().filter(each -> each.startsWith("Installing")).count());
	}

	@Test
	void theNextPartBeginsAtNothing() {
		monitor.beginTask("Fetching", 1000);
		monitor.worked(500);
		monitor.beginTask("Installing", 10);
		monitor.worked(20);
		assertEquals(List.of("Installing a of 100", "+50", "Installing a of 100", "+100"), told);
	}

	@Test
	void whereP2DoesNotKnowHowMuchThereIsNobodyIsToldAnAmount() {
		monitor.beginTask("Fetching", IProgressMonitor.UNKNOWN);
		monitor.worked(5);
		assertEquals(List.of("Installing a of 0"), told);
	}
}
