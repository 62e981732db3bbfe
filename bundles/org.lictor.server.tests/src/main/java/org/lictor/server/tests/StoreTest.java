package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.model.Product;
import org.lictor.model.Progress;
import org.lictor.service.ServiceException;
import org.lictor.spi.Content;
import org.lictor.spi.Evidence;
import org.lictor.store.ReceivedContent;
import org.lictor.store.SessionFact;
import org.lictor.store.SessionUnit;
import org.lictor.store.Store;
import org.lictor.store.StoredEvidence;
import org.lictor.store.StoredServer;
import org.lictor.store.Stores;

/** The store finds its entities, its scripts and its database in OSGi. */
class StoreTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @TempDir
    Path folder;

    @Test
    void keepsMastersEvidenceAndFactsAcrossAReopening() throws Exception {
        SessionFact session;
        StoredServer server;
        StoredEvidence evidence;
        try (Store store = open();
                ReceivedContent content =
                        store.receive(Content.of("bytes".getBytes(StandardCharsets.UTF_8)), Progress.NONE)) {
            server = store.write(tx -> tx.servers().add("server", "test", Map.of("key", "value"), true, NOW));
            session = new SessionFact(SessionUnit.agent(1), new UUID(1, 2), server.id(), Product.namedUser("AutoCAD"),
                    "host", "user", 1, NOW, NOW, Optional.empty(), 1);
            evidence = store.write(tx -> {
                tx.sessions().put(List.of(session));
                return tx.sourceEvidence()
                        .add(server.id(), Evidence.Origin.FILE, "file", NOW, content, NOW)
                        .evidence();
            });
        }

        try (Store store = open();
                var bytes = store.content(evidence).open()) {
            assertEquals(Optional.of(server), store.read(tx -> tx.servers().byName("server")));
            assertEquals(session, store.read(tx -> tx.sessions().of(session.unit())).getFirst().fact());
            assertEquals("bytes", new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Store open() throws ServiceException {
        return Stores.open(folder, InstantSource.fixed(NOW), Progress.NONE);
    }
}
