package org.lictor.api;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;

/** What the ground of the house promises in its manifest. */
class ManifestTest {
    @Test
    void dependsOnNothing() throws IOException {
        Attributes manifest = manifest();

        assertNull(manifest.getValue("Require-Bundle"));
        assertNull(manifest.getValue("Import-Package"));
    }

    @Test
    void versionsEveryExportedPackage() throws IOException {
        for (String export : manifest().getValue("Export-Package").split(",")) {
            assertTrue(export.matches("org\\.lictor\\.\\w+;version=\"\\d+\\.\\d+\\.\\d+\""), export);
        }
    }

    private static Attributes manifest() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("META-INF", "MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }
}
