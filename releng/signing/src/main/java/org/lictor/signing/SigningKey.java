package org.lictor.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** An OpenPGP key that signs files. */
public final class SigningKey {

	private final PGPSecretKeyRing ring;
	private final PGPSecretKey key;
	private final PGPPrivateKey secret;

	/**
	 * @param ring       the key, with those under it; the first that may sign is taken
	 * @param passphrase of it, empty when it has none
	 * @throws IOException when it cannot sign or the passphrase does not fit
	 */
	public SigningKey(PGPSecretKeyRing ring, char[] passphrase) throws IOException {
		this.ring = ring;
		PGPSecretKey signing = null;
		for (PGPSecretKey each : ring) {
			if (signing == null && each.isSigningKey() && !each.isPrivateKeyEmpty()) {
				signing = each;
			}
		}
		if (signing == null) {
			throw new IOException("the key cannot sign");
		}
		this.key = signing;
		try {
			this.secret = key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(passphrase));
		} catch (PGPException e) {
			throw new IOException("the passphrase does not fit the key", e);
		}
	}

	/**
	 * @param file       an OpenPGP secret key, armored or not
	 * @param passphrase of it, empty when it has none
	 * @return the key
	 * @throws IOException when the file cannot be read, holds no such key, or the passphrase does not fit
	 */
	public static SigningKey read(Path file, char[] passphrase) throws IOException {
		PGPSecretKeyRing ring;
		try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
			ring = new PGPSecretKeyRing(in, new BcKeyFingerprintCalculator());
		} catch (PGPException e) {
			throw new IOException(file + " holds no OpenPGP secret key", e);
		}
		return new SigningKey(ring, passphrase);
	}

	/** @return fingerprint of the key that people know it by, hexadecimal digits, upper case */
	public String fingerprint() {
		return HexFormat.of().withUpperCase().formatHex(ring.getPublicKey().getFingerprint());
	}

	/**
	 * @param file any
	 * @return a detached signature of it, armored
	 * @throws IOException when it cannot be read
	 */
	public String sign(Path file) throws IOException {
		try {
			PGPSignatureGenerator generator = new PGPSignatureGenerator(
					new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512), key.getPublicKey());
			generator.init(PGPSignature.BINARY_DOCUMENT, secret);
			PGPSignatureSubpacketGenerator about = new PGPSignatureSubpacketGenerator();
			about.setIssuerFingerprint(false, key);
			generator.setHashedSubpackets(about.generate());
			byte[] buffer = new byte[1 << 16];
			try (InputStream in = Files.newInputStream(file)) {
				for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
					generator.update(buffer, 0, read);
				}
			}
			PGPSignature signature = generator.generate();
			return armored(signature::encode);
		} catch (PGPException e) {
			throw new IOException(file + " cannot be signed: " + e.getMessage(), e);
		}
	}

	/**
	 * @return the public key, with those under it, armored
	 * @throws IOException never
	 */
	public String publicKey() throws IOException {
		List<PGPPublicKey> keys = new ArrayList<>();
		ring.getPublicKeys().forEachRemaining(keys::add);
		return armored(new PGPPublicKeyRing(keys)::encode);
	}

	/** What can be written. */
	private interface Content {

		void to(OutputStream out) throws IOException;
	}

	private static String armored(Content content) throws IOException {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		try (OutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(text)) {
			content.to(armor);
		}
		return text.toString(StandardCharsets.US_ASCII);
	}
}
