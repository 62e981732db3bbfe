package org.lictor.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;

import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** Makes an OpenPGP key to sign with, for those who have none yet. */
public final class NewKey {

	private static final int BITS = 3072;

	private NewKey() {
	}

	/**
	 * Makes an RSA key that does not expire.
	 *
	 * @param owner      user id
	 * @param passphrase that it is kept under
	 * @param file       where it goes
	 * @return the file
	 * @throws IOException when it cannot be written
	 */
	public static Path write(String owner, String passphrase, Path file) throws IOException {
		try {
			RSAKeyPairGenerator pairs = new RSAKeyPairGenerator();
			pairs.init(new RSAKeyGenerationParameters(BigInteger.valueOf(0x10001), new SecureRandom(), BITS, 80));
			BcPGPKeyPair pair = new BcPGPKeyPair(4, PublicKeyAlgorithmTags.RSA_GENERAL, pairs.generateKeyPair(), Date.from(Clock.systemUTC().instant()));
			PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
			PGPKeyRingGenerator rings = new PGPKeyRingGenerator(PGPSignature.POSITIVE_CERTIFICATION, pair, owner, sha1, null, null,
					new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
					new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).build(passphrase.toCharArray()));
			try (OutputStream out = ArmoredOutputStream.builder().clearHeaders().build(Files.newOutputStream(file))) {
				rings.generateSecretKeyRing().encode(out);
			}
			return file;
		} catch (PGPException e) {
			throw new IOException(e);
		}
	}
}
