package org.lictor.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.service.KeyStorage;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The secure storage of the platform: it keeps a key for this person, or says that it does not; it never asks anybody. */
class SecureStorageTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;
    private final ServiceTracker<KeyStorage, KeyStorage> tracker = new ServiceTracker<>(
            FrameworkUtil.getBundle(SecureStorageTest.class).getBundleContext(), KeyStorage.class, null);
    private KeyStorage storage;

    @BeforeEach
    void find() throws InterruptedException {
        tracker.open();
        storage = tracker.waitForService(20_000);
    }

    @AfterEach
    void leave() {
        tracker.close();
    }

    @Test
    void hasNothingForAFolderOfWhichItKnowsNothing() throws IOException {
        assertEquals(Optional.empty(), storage.read(folder));
        assertEquals(List.of(), files());
    }

    /** Which of the two it is depends on whether the person who runs the tests has a keyring; each is checked whole. */
    @Test
    void keepsAKeyUnreadablyInTheFolderOrLeavesNothingThere() throws IOException {
        boolean kept;
        try {
            storage.keep(folder, KEY.clone());
            kept = true;
        } catch (IOException e) {
            assertFalse(e.getMessage().isBlank());
            kept = false;
        }

        if (kept) {
            assertArrayEquals(KEY, storage.read(folder).orElseThrow());
            String written = Files.readString(folder.resolve("secrets.storage"), StandardCharsets.ISO_8859_1);
            assertFalse(written.contains("0123456789abcdef"), written);
            assertFalse(written.contains("MDEyMzQ1Njc4OWFiY2RlZj"), "encoded in Base64: " + written);
        } else {
            assertTrue(storage.read(folder).isEmpty());
            assertEquals(List.of(), files());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
