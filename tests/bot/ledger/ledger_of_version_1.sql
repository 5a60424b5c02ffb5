-- A ledger as version 1 of its schema kept it, of each thing one.
PRAGMA application_id = 1182026855;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE changes (
	guild_id BIGINT NOT NULL, 
	entry INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	PRIMARY KEY (guild_id, entry)
);
INSERT INTO "changes" VALUES(700,3,11);
CREATE TABLE claims (
	message_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (message_id)
);
INSERT INTO "claims" VALUES(9,71,1741944413000);
CREATE TABLE feedback (
	asked_id INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	helpful BOOLEAN NOT NULL, 
	reason TEXT, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (asked_id, user_id), 
	FOREIGN KEY(asked_id) REFERENCES questions (id) ON DELETE CASCADE
);
INSERT INTO "feedback" VALUES(1,12,0,'Old.',1741944413000);
CREATE TABLE golden_runs (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	knowledge_version TEXT NOT NULL, 
	passed INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "golden_runs" VALUES(1,700,1741944413000,'v',1,1);
CREATE TABLE goldens (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	added_by BIGINT, 
	question TEXT NOT NULL, 
	expected JSON NOT NULL, 
	at BIGINT NOT NULL, 
	UNIQUE (guild_id, question)
);
INSERT INTO "goldens" VALUES(1,700,11,'Golden?','["a1"]',1741944413000);
CREATE TABLE humans_asked (
	asked_id INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (asked_id), 
	FOREIGN KEY(asked_id) REFERENCES questions (id) ON DELETE CASCADE
);
INSERT INTO "humans_asked" VALUES(1,12,1741944413000);
CREATE TABLE outbox (
	interaction_id BIGINT NOT NULL, 
	token TEXT NOT NULL, 
	what TEXT NOT NULL, 
	acknowledged_at BIGINT NOT NULL, 
	private BOOLEAN NOT NULL, 
	user_id BIGINT NOT NULL, 
	guild_id BIGINT, 
	channel_id BIGINT NOT NULL, 
	state TEXT NOT NULL, 
	PRIMARY KEY (interaction_id)
);
INSERT INTO "outbox" VALUES(5,'a-token','ask How tall?',1741944413000,0,11,700,71,'owed');
INSERT INTO "outbox" VALUES(6,'','',1741944413000,0,0,NULL,0,'answered');
CREATE TABLE questions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	user_id BIGINT NOT NULL, 
	guild_id BIGINT, 
	channel_id BIGINT NOT NULL, 
	message_id BIGINT, 
	at BIGINT NOT NULL, 
	question TEXT NOT NULL, 
	context JSON NOT NULL, 
	outcome TEXT NOT NULL, 
	answer TEXT, 
	confidence FLOAT NOT NULL, 
	knowledge_version TEXT NOT NULL, 
	latency_ms FLOAT NOT NULL, 
	cited JSON NOT NULL, 
	uncovered JSON NOT NULL
);
INSERT INTO "questions" VALUES(1,11,700,71,555,1741944413000,'Kept question?','["Before?"]','answered','Two metres. [1]',0.9,'0123456789abcdef',12.5,'["a1", "b2"]','[]');
CREATE TABLE seen (
	channel_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	PRIMARY KEY (channel_id)
);
INSERT INTO "seen" VALUES(71,9);
CREATE TABLE served (
	id INTEGER NOT NULL, 
	command TEXT NOT NULL, 
	guild_id BIGINT, 
	at BIGINT NOT NULL, 
	acknowledged_ms FLOAT, 
	answered_ms FLOAT, 
	failed BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "served" VALUES(1,'ask',700,1741944413000,1.0,2.0,0);
CREATE TABLE servers (
	guild_id BIGINT NOT NULL, 
	document JSON NOT NULL, 
	PRIMARY KEY (guild_id)
);
INSERT INTO "servers" VALUES(700,'{"channels": [{"id": 71, "when_unanswered": "tell"}], "replies": "inline", "strictness": null, "helper_role": null, "asker_role": null, "keeper_role": null, "limits": {"user": null, "channel": null, "server": null}, "language": null, "retention_days": 30}');
CREATE TABLE tallies (
	day TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	place BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	count INTEGER NOT NULL, 
	PRIMARY KEY (day, scope, place, user_id)
);
INSERT INTO "tallies" VALUES('2025-03-14','user',700,11,1);
INSERT INTO "tallies" VALUES('2025-03-14','channel',71,0,1);
INSERT INTO "tallies" VALUES('2025-03-14','server',700,0,1);
CREATE TABLE wishes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	user_id BIGINT NOT NULL, 
	guild_id BIGINT, 
	place BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	asked_id INTEGER, 
	question TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	UNIQUE (place, user_id, question), 
	FOREIGN KEY(asked_id) REFERENCES questions (id) ON DELETE SET NULL
);
INSERT INTO "wishes" VALUES(1,11,700,700,71,1,'Kept wish?',1741944413000);
CREATE INDEX ix_questions_message_id ON questions (message_id);
CREATE INDEX ix_questions_user_id ON questions (user_id);
CREATE INDEX questions_of_server ON questions (guild_id, at);
CREATE INDEX ix_questions_channel_id ON questions (channel_id);
CREATE INDEX ix_golden_runs_guild_id ON golden_runs (guild_id);
CREATE INDEX ix_outbox_state ON outbox (state);
CREATE INDEX served_in_server ON served (guild_id, at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('questions',2);
INSERT INTO "sqlite_sequence" VALUES('wishes',1);
INSERT INTO "sqlite_sequence" VALUES('goldens',1);
COMMIT;
