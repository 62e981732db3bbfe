package org.lictor.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lictor.store.Opened.T;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lictor.store.RegistrationsFact.Registered;

@Tag(TestDatabase.BOTH)
class RegistrationsTest {

	private Opened opened;

	@BeforeEach
	void open() throws Exception {
		opened = new Opened();
	}

	@AfterEach
	void close() throws Exception {
		opened.close();
	}

	private void put(RegistrationsFact fact) throws Exception {
		opened.write(tx -> {
			tx.registrations().put(fact);
			return null;
		});
	}

	@Test
	void keepsWhatAnAgentToldLast() throws Exception {
		long agent = opened.agent("installation");
		Registered maya = new Registered("MAYA", "657L1", "2020.0.0.F", "", "", "NOT_CHOSEN", List.of());
		Registered acad = new Registered("ACD", "001Q1", "2025.0.0.F", "02ZQ1", "2025.0.0.F", "NAMED_USER",
				List.of("NETWORK", "NAMED_USER"));
		RegistrationsFact failed = new RegistrationsFact(agent + 1, "FAILED", "It hangs.", T, Optional.empty(), List.of());
		put(new RegistrationsFact(agent, "LISTED", "", T, Optional.of(T), List.of(acad)));
		put(new RegistrationsFact(agent, "LISTED", "", T.plusSeconds(9), Optional.of(T.plusSeconds(9)), List.of(maya, acad)));
		put(failed);
		opened.reopen();

		RegistrationsFact now = new RegistrationsFact(agent, "LISTED", "", T.plusSeconds(9), Optional.of(T.plusSeconds(9)),
				List.of(maya, acad));
		assertEquals(List.of(now, failed), opened.read(tx -> tx.registrations().all()));
		assertEquals(Optional.of(now), opened.read(tx -> tx.registrations().of(agent)));

		opened.write(tx -> {
			tx.registrations().remove(agent);
			return null;
		});
		assertEquals(Optional.empty(), opened.read(tx -> tx.registrations().of(agent)));
		assertEquals(List.of(failed), opened.read(tx -> tx.registrations().all()));
	}
}
