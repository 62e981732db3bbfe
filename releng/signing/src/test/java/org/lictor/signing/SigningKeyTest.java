package org.lictor.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

	@TempDir
	private Path folder;

	@Test
	void whatItSignsFitsTheFileAndNoOther() throws Exception {
		Path file = Files.writeString(folder.resolve("a.jar"), "content");
		Path secret = NewKey.write("Acme <keys@acme.example>", "a passphrase", folder.resolve("acme.key"));
		SigningKey key = SigningKey.read(secret, "a passphrase".toCharArray());
		String signature = key.sign(file);
		assertTrue(fits(signature, key.publicKey(), "content"));
		assertFalse(fits(signature, key.publicKey(), "other content"));
		assertFalse(key.publicKey().contains("PRIVATE"));
		assertEquals(40, key.fingerprint().length());
	}

	@Test
	void saysThatThePassphraseDoesNotFit() throws Exception {
		Path secret = NewKey.write("Acme", "a passphrase", folder.resolve("acme.key"));
		IOException e = assertThrows(IOException.class, () -> SigningKey.read(secret, "another".toCharArray()));
		assertTrue(e.getMessage().contains("passphrase"), e::getMessage);
		assertThrows(IOException.class, () -> SigningKey.read(Files.writeString(folder.resolve("no.key"), "no key"), new char[0]));
	}

	private static boolean fits(String signature, String publicKey, String content) throws IOException, PGPException {
		PGPSignature read = ((PGPSignatureList) new BcPGPObjectFactory(PGPUtil.getDecoderStream(stream(signature))).nextObject()).get(0);
		PGPPublicKey key = new PGPPublicKeyRing(PGPUtil.getDecoderStream(stream(publicKey)), new BcKeyFingerprintCalculator()).getPublicKey();
		read.init(new BcPGPContentVerifierBuilderProvider(), key);
		read.update(content.getBytes(StandardCharsets.UTF_8));
		return read.verify();
	}

	private static ByteArrayInputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}
}
