package org.lictor.adapter.autodesk.internal;

/** Exports as an Autodesk Account gives them, of invented people, in every generation of column names. */
public final class Exports {

	/** Users, names with underscores (2026). */
	public static final String USERS_2026 = """
			autodesk_id,email,first_name,last_name,product_name,offering_name,role,account_status,team_alias
			ann.a,ann@example.com,Ann,Apple,Maya,Maya,Primary admin,Active,Example Team
			bob.b,bob@example.com,Bob,Birch,AutoCAD,AutoCAD - including specialized toolsets,User,Active,Example Team
			bob.b,bob@example.com,Bob,Birch,Revit,Architecture Engineering & Construction Collection,User,Active,Example Team
			cyd.c,cyd@example.com,"Cyd ""the Kid""\","Cedar, Jr.",,,User,Invited,Example Team
			dan.d,dan@example.com,Dan,Douglas,3ds Max,3ds Max,User,Active,Example Team
			eve.e,eve@example.com,Eve,Elm,Maya,Maya,User,Active,Example Team
			""";

	/** Users, names with blanks. */
	public static final String USERS_PORTAL = """
			Autodesk ID,Email,First name,Last name,Product,Role,Team
			ann.a,ann@example.com,Ann,Apple,Maya,Primary admin,Example Team
			bob.b,bob@example.com,Bob,Birch,AutoCAD - including specialized toolsets,User,Example Team
			cyd.c,cyd@example.com,Cyd,Cedar,3ds Max,User,Example Team
			dan.d,dan@example.com,Dan,Douglas,Inventor Professional,User,Example Team
			""";

	/** Users, names of the reporting API. */
	public static final String USERS_API = """
			userId,emailAddress,firstName,lastName,productName,role,userStatus,teamName
			2001,ann@example.com,Ann,Apple,Maya,Primary admin,Active,Example Team
			2002,bob@example.com,Bob,Birch,Fusion 360,User,Active,Example Team
			2003,cyd@example.com,Cyd,Cedar,3ds Max,User,Active,Example Team
			2004,dan@example.com,Dan,Douglas,Revit,User,Active,Example Team
			""";

	/** Subscriptions (2026). */
	public static final String SUBSCRIPTIONS_2026 = """
			autorenew_date,contract_number,end_date,offering_name,reseller_email,reseller_name,seat_quantity,start_date,subscription_id,subscription_status,team_alias,term
			2027-01-31,110001234567,2027-01-31,Maya,sales@example.com,Example Reseller,5,2026-02-01,562-00000001,Active,Example Team,Annual
			,110001234568,2026-03-31,AutoCAD - including specialized toolsets,sales@example.com,Example Reseller,10,2023-04-01,562-00000002,Expired,Example Team,3 Year
			2027-03-31,110001234569,2027-03-31,AutoCAD - including specialized toolsets,sales@example.com,Example Reseller,12,2026-04-01,562-00000003,Active,Example Team,Annual
			,110001234570,2027-06-30,Architecture Engineering & Construction Collection,,,3,2026-07-01,562-00000004,Active,Example Team,Annual
			,110001234571,2027-06-30,Flex,,,500,2026-07-01,562-00000005,Active,Example Team,Annual
			,110001234572,2027-06-30,3ds Max,,,2,2026-07-01,562-00000006,Active,Example Team,Annual
			,110001234573,2027-06-30,Revit,,,2,2026-07-01,562-00000007,Active,Example Team,Annual
			,110001234574,2027-06-30,Mudbox,,,2,2026-07-01,562-00000008,Canceled,Example Team,Annual
			""";

	/** Subscriptions, names with blanks, dates month first. */
	public static final String SUBSCRIPTIONS_PORTAL = """
			Contract number,End date,Offering name,Seat quantity,Start date,Subscription ID,Subscription status,Team,Term
			110001234567,01/31/2027,Maya,5,02/01/2026,562-00000001,Active,Example Team,Annual
			110001234568,03/31/2026,AutoCAD,10,04/01/2023,562-00000002,Expired,Example Team,3 Year
			""";

	/** Usage (2026). */
	public static final String USAGE_2026 = """
			access_option,day_used,autodesk_id,hashed_autodesk_id,email,first_name,last_name,offering_name,product_name,version,team_alias
			Subscription,2026-11-01,ann.a,h-ann,ann@example.com,Ann,Apple,Maya,Maya,2025,Example Team
			Subscription,2026-11-01,bob.b,h-bob,bob@example.com,Bob,Birch,AutoCAD - including specialized toolsets,AutoCAD,2024,Example Team
			Subscription,2026-11-01,bob.b,h-bob,bob@example.com,Bob,Birch,Architecture Engineering & Construction Collection,Revit,2025,Example Team
			Flex,2026-11-02,cyd.c,h-cyd,cyd@example.com,Cyd,Cedar,Revit,Revit,2025,Example Team
			Subscription,2026-11-02,ann.a,h-ann,ann@example.com,Ann,Apple,Maya,Maya,2025,Example Team
			Subscription,2026-11-03,ann.a,h-ann,ann@example.com,Ann,Apple,Maya,Maya,2025,Example Team
			Subscription,2026-11-03,bob.b,h-bob,bob@example.com,Bob,Birch,AutoCAD - including specialized toolsets,AutoCAD,2024,Example Team
			Subscription,2026-11-03,dan.d,h-dan,dan@example.com,Dan,Douglas,3ds Max,3ds Max,2026,Example Team
			Subscription,2026-11-03,eve.e,h-eve,eve@example.com,Eve,Elm,Maya,Maya,2024,Example Team
			""";

	/** Usage by user as the portal once gave it. */
	public static final String USAGE_PORTAL = """
			User ID,First,Last,email,Autodesk ID,Offering name,Product name,Version,Day used,Last accessed
			2001,Ann,Apple,ann@example.com,ann.a,Maya,Maya,2025,11/01/2026,11/02/2026
			2002,Bob,Birch,bob@example.com,bob.b,AutoCAD,AutoCAD,2024,11/01/2026,11/01/2026
			""";

	/** Usage, names of the reporting API. */
	public static final String USAGE_API = """
			productName,childProductName,usageDate,version,minorVersion,emailAddress,firstName,lastName,userId,hashedUserId,contractNumber,productLineCode,featureId,source,tokens
			Maya,Maya,2026-11-01,2025,.3,ann@example.com,Ann,Apple,2001,h-2001,110001234567,MAYA,MAYA,sus,
			Architecture Engineering & Construction Collection,Revit,2026-11-01T00:00:00Z,2025,.1,bob@example.com,Bob,Birch,2002,h-2002,110001234570,AECCOL,RVT,sus,
			AutoCAD,AutoCAD,2026-11-02,2025,.1,cyd@example.com,Cyd,Cedar,2003,h-2003,110001234571,ACD,ACD,flex,7
			""";

	/** Token usage keeps names with blanks. */
	public static final String TOKEN_USAGE = """
			Day used,Email,First name,Last name,Product,Team,Tokens used,Version
			11/01/2026,cyd@example.com,Cyd,Cedar,Revit,Example Team,10,2025
			11/02/2026,cyd@example.com,Cyd,Cedar,AutoCAD,Example Team,"1,007.5",2025
			""";

	/** Seat usage keeps names with blanks. */
	public static final String SEAT_USAGE = """
			Day used,Email,Feature,First name,Last name,Product,Team
			11/01/2026,ann@example.com,MAYA,Ann,Apple,Maya,Example Team
			""";

	/** Usage report (2026). */
	public static final String REPORT_2026 = """
			hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,monthly_average,tokens_used,last_accessed
			h-ann,Ann,Apple,ann@example.com,ann.a,Example Team,,Maya,2025,Assigned,2024-05-10T21:20:32Z,,Active,1,Subscription,12,6.5,,2026-11-02
			h-bob,Bob,Birch,bob@example.com,bob.b,Example Team,Drafting,AutoCAD - including specialized toolsets,2024,Unassigned,,2026-10-01T08:00:00Z,Inactive,33,Subscription,0,0,,
			h-cyd,Cyd,Cedar,cyd@example.com,cyd.c,Example Team,,Revit,2025,,,,Active,2,Flex,3,1.5,30,2026-11-01
			h-dan,Dan,Douglas,dan@example.com,dan.d,Example Team,,3ds Max,2026,Assigned,2025-01-02T03:04:05Z,,Active,1,Subscription,20,10,,2026-11-03
			h-eve,Eve,Elm,eve@example.com,eve.e,Example Team,,Maya,2024,Assigned,2025-06-07T08:09:10Z,,Active,1,Subscription,7,3.5,,2026-11-03
			""";

	/** Usage report, names with blanks, above the header the filters it was made with. */
	public static final String REPORT_PORTAL = """
			Usage report
			Team,Example Team
			Date range,Past 30 days

			Assigned date,Days inactive,Days used,Email,First name,Last name,Group,Last accessed,Monthly average,Product,Seat assignment,Team,Tokens used,Unassigned date,User activity,Access option
			05/10/2024,1,12,ann@example.com,Ann,Apple,,11/02/2026,6.5,Maya,Assigned,Example Team,,,Active,Subscription
			,33,0,bob@example.com,Bob,Birch,,Never,0,AutoCAD,Unassigned,Example Team,,10/01/2026,Inactive,Subscription
			""";

	/** Groups keep names with blanks. */
	public static final String GROUPS = """
			Email,Group,Group type,Role
			ann@example.com,Drafting,Team,User
			""";

	private Exports() {
	}
}
