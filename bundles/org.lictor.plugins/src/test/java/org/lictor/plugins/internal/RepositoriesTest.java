package org.lictor.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lictor.service.ServiceException;

class RepositoriesTest {

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/p2", "HTTPS://example.com/p2", "file:///srv/p2/", "jar:file:///srv/p2.zip!/",
			"jar:https://example.com/p2.zip!/" })
	void nobodyInBetweenCanChangeWhatComesFrom(String address) {
		assertDoesNotThrow(() -> Repositories.check(URI.create(address), Set.of()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/p2", "ftp://example.com/p2", "jar:http://example.com/p2.zip!/", "p2" })
	void nothingIsTakenFrom(String address) {
		ServiceException refused = assertThrows(ServiceException.class, () -> Repositories.check(URI.create(address), Set.of()));
		assertEquals(ServiceException.Reason.INVALID, refused.reason());
		assertTrue(refused.getMessage().contains("https://"), refused::getMessage);
	}
}
