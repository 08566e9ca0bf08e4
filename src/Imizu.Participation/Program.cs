using Imizu.Contracts.Participation;
using Imizu.EventStreams;
using Imizu.Participation.Agencies;
using Imizu.Participation.ExchangeMeetings;
using Imizu.Participation.ParticipationCases;
using Imizu.Participation.Resources;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("participation");
builder.AddEventStreams(new ServiceIdentity("participation", (entry, reason) => new ParticipationEntryRetracted(entry, reason))
{
    Redacted = (entry, position, members, reason) => new ParticipationTextRedacted(entry, position, members, reason),
});

var app = builder.Build();
app.UseEventStreams();
app.UseAccess();
app.MapHealth();
app.MapParticipationCases();
app.MapResources();
app.MapAgencies();
app.MapExchangeMeetings();
app.Run();
