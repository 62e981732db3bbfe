/** Understands what the cloud answers in JSON, and the sessions of Token Flex: teams, contracts, tokens, sessions. */
package org.lictor.adapter.autodesk.internal.tokens;
