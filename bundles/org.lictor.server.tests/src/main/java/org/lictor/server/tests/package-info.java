package org.lictor.server.tests;
