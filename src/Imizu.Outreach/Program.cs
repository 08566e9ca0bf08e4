using Imizu.Contracts.Outreach;
using Imizu.EventStreams;
using Imizu.Outreach.Targets;
using Imizu.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddEventStreams(new ServiceIdentity("outreach", (entry, reason) => new OutreachEntryRetracted(entry, reason)));

var app = builder.Build();
app.UseEventStreams();
app.MapHealth();
app.MapTargets();
app.Run();
