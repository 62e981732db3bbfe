package org.lictor.store.internal.masters;

import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.eclipse.persistence.jpa.PersistenceProvider;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnitTransactionType;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;

/**
 * The persistence unit of the masters, described in code: within OSGi no {@code persistence.xml} has to be found and no
 * class is woven.
 */
public final class MasterUnit implements PersistenceUnitInfo {

	private static final List<Class<?>> ENTITIES = List.of(ServerEntity.class, SettingEntity.class, GroupEntity.class,
			MembershipEntity.class, GroupAssignmentEntity.class, AgentEntity.class, EnrolmentTokenEntity.class,
			AccessTokenEntity.class, MappingEntity.class, ReportGroupEntity.class, ReportGroupMemberEntity.class);

	private final DataSource source;
	private final boolean escapesTexts;

	private MasterUnit(DataSource source, boolean escapesTexts) {
		this.source = source;
		this.escapesTexts = escapesTexts;
	}

	/**
	 * Prepares the unit. The database is not touched before the first transaction.
	 *
	 * @param source       gives connections
	 * @param databaseName what EclipseLink calls the kind of database
	 * @param escapesTexts whether texts stand in the database as {@link org.lictor.store.internal.db.EscapedText}
	 * @return makes entity managers; to be closed
	 */
	public static EntityManagerFactory prepare(DataSource source, String databaseName, boolean escapesTexts) {
		return new PersistenceProvider().createContainerEntityManagerFactory(new MasterUnit(source, escapesTexts),
				Map.of(//
						"eclipselink.classloader", MasterUnit.class.getClassLoader(), //
						"eclipselink.weaving", "false", //
						"eclipselink.target-database", databaseName, //
						"eclipselink.cache.shared.default", "false", //
						"eclipselink.jdbc.batch-writing", "JDBC", //
						"eclipselink.logging.logger", "JavaLogger", //
						// What it warns of it also throws, and the store tells people.
						"eclipselink.logging.level", "SEVERE", //
						// Two stores in one process would share a session of one name.
						"eclipselink.session-name", "lictor-" + UUID.randomUUID()));
	}

	@Override
	public String getPersistenceUnitName() {
		return "lictor";
	}

	@Override
	public String getPersistenceProviderClassName() {
		return PersistenceProvider.class.getName();
	}

	@Override
	public String getScopeAnnotationName() {
		return null;
	}

	@Override
	public List<String> getQualifierAnnotationNames() {
		return List.of();
	}

	@Override
	@SuppressWarnings("removal") // the interface still asks for the old type
	public jakarta.persistence.spi.PersistenceUnitTransactionType getTransactionType() {
		return jakarta.persistence.spi.PersistenceUnitTransactionType
				.valueOf(PersistenceUnitTransactionType.RESOURCE_LOCAL.name());
	}

	@Override
	public DataSource getJtaDataSource() {
		return null;
	}

	@Override
	public DataSource getNonJtaDataSource() {
		return source;
	}

	@Override
	public List<String> getMappingFileNames() {
		return List.of();
	}

	@Override
	public List<URL> getJarFileUrls() {
		return List.of();
	}

	@Override
	public URL getPersistenceUnitRootUrl() {
		return MasterUnit.class.getProtectionDomain().getCodeSource().getLocation();
	}

	@Override
	public List<String> getManagedClassNames() {
		return Stream.concat(ENTITIES.stream(), escapesTexts ? Stream.of(EscapedTextConverter.class) : Stream.empty())
				.map(Class::getName).toList();
	}

	@Override
	public boolean excludeUnlistedClasses() {
		return true;
	}

	@Override
	public SharedCacheMode getSharedCacheMode() {
		return SharedCacheMode.NONE;
	}

	@Override
	public ValidationMode getValidationMode() {
		return ValidationMode.NONE;
	}

	@Override
	public Properties getProperties() {
		return new Properties();
	}

	@Override
	public String getPersistenceXMLSchemaVersion() {
		return "3.2";
	}

	@Override
	public ClassLoader getClassLoader() {
		return MasterUnit.class.getClassLoader();
	}

	@Override
	public void addTransformer(ClassTransformer transformer) {
		// nothing is woven
	}

	@Override
	public ClassLoader getNewTempClassLoader() {
		return MasterUnit.class.getClassLoader();
	}
}
