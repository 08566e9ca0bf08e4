using Imizu.Contracts.Outreach;
using Imizu.EventStreams;
using Imizu.Outreach.Targets;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("outreach");
builder.AddEventStreams(new ServiceIdentity("outreach", (entry, reason) => new OutreachEntryRetracted(entry, reason)));

var app = builder.Build();
app.UseEventStreams();
app.UseAccess();
app.MapHealth();
app.MapTargets();
app.Run();
