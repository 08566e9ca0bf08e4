// The stack: what runs, and what needs what.
using Imizu.AppHost;
using Imizu.AppHost.Local;

var builder = StackBuilder.Create(args);
// Data, passwords, ports and logs of a stack that runs here; null where the stack is published.
var data = builder.ClaimDataFolder();

var postgres = DatabaseServer.Add(builder, "postgres", data);
var messaging = MessageBroker.Add(builder, "messaging", data);

// Makes each service's database and role, and its account at the broker, and ends. Nothing else is given the administrators.
var provisioning = builder.AddProject<Projects.Imizu_Provisioning>("provisioning", launchProfileName: null)
    .RunAsBuilt()
    .WithIconName("Key")
    .WithAdministrators(postgres, messaging, data)
    .WaitFor(postgres.Resource)
    .WaitForStart(messaging.Resource);
var services = new Services(builder, data, postgres, messaging, provisioning);

// Who may come in: people, with a second factor, and machines.
services.AddIdentity<Projects.Imizu_Identity>("identity")
    .WithSettings("Identity", "Clients")
    .WithIconName("PersonKey")
    .WithProxy();
var tokens = services.Tokens;
tokens.AddAccountOutside("cli");

var consultation = services.Add<Projects.Imizu_Consultation>("consultation").WithIconName("Chat");
var outreach = services.Add<Projects.Imizu_Outreach>("outreach").WithIconName("PersonWalking");
var participation = services.Add<Projects.Imizu_Participation>("participation").WithIconName("Handshake");
var communityBuilding = services.Add<Projects.Imizu_CommunityBuilding>("community-building").WithIconName("PeopleCommunity");

// Follows the four over the broker, and reads their feeds where it has a gap.
var projection = services.Add<Projects.Imizu_Projection>("projection")
    .WithReferences(tokens, consultation, outreach, participation, communityBuilding)
    .WithSettings("Reports")
    .WithIconName("DataBarVertical");

// The one door for other systems: their accounts, the events for those who follow, the tallies of those who send.
var gateway = services.Add<Projects.Imizu_Gateway>("gateway", administersBroker: true)
    .WithReferences(tokens, consultation, outreach, participation, communityBuilding, projection)
    .WithSettings("Tallies", "Followers")
    .WithIconName("PlugConnected")
    .WithLink("Contract", "/contract")
    .WithProxy();

// What members of staff use, in a browser.
services.AddPages<Projects.Imizu_Web>("web")
    .WithAddresses(consultation, outreach, participation, communityBuilding, projection, gateway)
    .WithIconName("DesktopCursor")
    .WithProxy();

// Works on the stack as a whole, for whoever runs it on their own machine; no part of what is published.
if (data is not null)
{
    tokens.AddAccountOutside("loader");
    tokens.AddAccountOutside("desk");
    var dashboard = tokens.AddDashboard();
    tokens.ReadBy(tokens.BelievedBy(builder.AddProject<Projects.Imizu_Operations>("operations", launchProfileName: null)))
        .RunAsBuilt()
        .WithIconName("Toolbox")
        .WithHttp(data)
        .WithReferences(tokens, consultation, outreach, participation, communityBuilding, projection)
        .WithUrls(context => context.Urls.Clear())
        .WithCommandsFor(projection, dashboard)
        .WithOfferWhileEmpty(dashboard, consultation, outreach, participation, communityBuilding);
}

builder.RunOnly(builder.Configuration["Run:Only"]);
builder.Build().Run();
