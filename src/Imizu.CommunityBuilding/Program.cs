using Imizu.CommunityBuilding.Bases;
using Imizu.CommunityBuilding.Collaboration;
using Imizu.CommunityBuilding.Measures;
using Imizu.CommunityBuilding.Projects;
using Imizu.Contracts.CommunityBuilding;
using Imizu.EventStreams;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("community-building");
builder.AddEventStreams(new ServiceIdentity("community-building", (entry, reason) => new CommunityBuildingEntryRetracted(entry, reason))
{
    Redacted = (entry, position, members, reason) => new CommunityBuildingTextRedacted(entry, position, members, reason),
    // A file of tallies may be sent again years later, and changes nothing then.
    KeepsAnswersOf = ["measure"],
});

var app = builder.Build();
app.UseEventStreams();
app.UseAccess();
app.MapHealth();
app.MapProjects();
app.MapBases();
app.MapCollaboration();
app.MapMeasures();
app.Run();
