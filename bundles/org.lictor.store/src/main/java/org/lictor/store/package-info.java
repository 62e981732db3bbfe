package org.lictor.store;
