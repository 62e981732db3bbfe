package org.lictor.server.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lictor.simulator.autodesk.Account;
import org.lictor.simulator.autodesk.AutodeskSimulator;
import org.lictor.simulator.autodesk.ColumnGeneration;
import org.lictor.simulator.autodesk.SimulatorOptions;

/** The simulated Autodesk cloud in OSGi, where what it finds by service loaders may be out of sight. */
class SimulatedCloudTest {

    private static final Account ACCOUNT = Account.generate(1, 30, 8, 1, 1);

    @Test
    void speaksHttp2WithAndWithoutTls() throws Exception {
        try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT));
                HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(trust(simulator)).build()) {
            for (URI base : new URI[] { simulator.httpAddress(), simulator.httpsAddress() }) {
                HttpRequest keys = HttpRequest.newBuilder(base.resolve("/authentication/v2/keys")).timeout(Duration.ofSeconds(20)).build();
                client.send(keys, HttpResponse.BodyHandlers.ofString());
                HttpResponse<String> answer = client.send(keys, HttpResponse.BodyHandlers.ofString());
                assertEquals(200, answer.statusCode());
                assertEquals(HttpClient.Version.HTTP_2, answer.version(), base::toString);
                HttpRequest contexts = HttpRequest.newBuilder(base.resolve("/insights/v1/contexts")).header("Authorization", "Bearer none").build();
                assertEquals(401, client.send(contexts, HttpResponse.BodyHandlers.ofString()).statusCode());
            }
        }
    }

    @Test
    void writesWorkbooks(@TempDir Path folder) throws Exception {
        try (AutodeskSimulator simulator = AutodeskSimulator.start(SimulatorOptions.of(ACCOUNT))) {
            simulator.exportFiles(folder, simulator.clock().instant(), ColumnGeneration.PORTAL, true);
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.allMatch(file -> file.toString().endsWith(".xlsx")));
        }
    }

    private static SSLContext trust(AutodeskSimulator simulator) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("company", CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(simulator.certificateAuthority().getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
