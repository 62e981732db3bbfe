/** Reads directories by LDAP: Active Directory, OpenLDAP and their like. The only place that knows the LDAP library. */
package org.lictor.directory.ldap.internal;
