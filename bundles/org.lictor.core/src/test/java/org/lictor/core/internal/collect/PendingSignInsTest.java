package org.lictor.core.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.lictor.core.internal.collect.PendingSignIns.Pending;
import org.lictor.service.ServerDefinition;
import org.lictor.service.ServiceException;
import org.lictor.service.ServiceException.Reason;
import org.lictor.service.SignIn;
import org.lictor.spi.SignInStart;

class PendingSignInsTest {

	private static final Pending PENDING = new Pending(new ServerDefinition("Cloud", "cloud", Map.of(), Map.of(), true),
			new SignInStart.Begun(URI.create("https://cloud.example.com/a"), URI.create("http://localhost:1/c"), "s3cret-state"));

	private Instant now = Instant.parse("2026-05-04T08:00:00Z");
	private final PendingSignIns signIns = new PendingSignIns(() -> now);

	private static Reason refused(org.junit.jupiter.api.function.Executable deed) {
		return assertThrows(ServiceException.class, deed).reason();
	}

	@Test
	void eachCanBeTakenOnceAndInTime() throws Exception {
		SignIn once = signIns.begin(PENDING);
		SignIn late = signIns.begin(PENDING);

		assertEquals(now.plus(PendingSignIns.LIFE), once.expires());
		assertEquals(PENDING, signIns.take(once.id()));
		assertEquals(Reason.NOT_FOUND, refused(() -> signIns.take(once.id())));
		now = now.plus(PendingSignIns.LIFE);
		assertEquals(Reason.NOT_FOUND, refused(() -> signIns.take(late.id())));
		assertFalse((once.toString() + PENDING).contains("s3cret-state"));
	}

	@Test
	void whatCameOfItIsForItsTypeAloneUntilItIsSavedOrOld() throws Exception {
		signIns.finish("i", "cloud", Map.of("token", "t"));

		assertEquals(Map.of("token", "t"), signIns.secrets("i", "cloud"));
		assertEquals(Reason.INVALID, refused(() -> signIns.secrets("i", "custom")));
		assertEquals(Reason.NOT_FOUND, refused(() -> signIns.take("i")));
		signIns.forget("i");
		assertEquals(Reason.INVALID, refused(() -> signIns.secrets("i", "cloud")));
		signIns.finish("j", "cloud", Map.of("token", "t"));
		now = now.plus(PendingSignIns.KEPT).plus(Duration.ofMillis(1));
		assertEquals(Reason.INVALID, refused(() -> signIns.secrets("j", "cloud")));
	}

	@Test
	void theOldestGiveWayWhenThereAreTooMany() throws Exception {
		SignIn oldest = signIns.begin(PENDING);
		for (int count = 0; count < PendingSignIns.MOST; count++) {
			signIns.begin(PENDING);
		}
		assertEquals(Reason.NOT_FOUND, refused(() -> signIns.take(oldest.id())));
	}
}
