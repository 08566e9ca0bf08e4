using Imizu.Contracts.FiscalYears;
using Imizu.EventStreams;
using Imizu.EventStreams.Http;
using Imizu.Projection.FiscalYears;
using Imizu.Projection.Journal;
using Imizu.Projection.Replay;
using Imizu.Projection.Report;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("projection");
builder.AddAnnouncedStreams(new ServiceIdentity("projection", (entry, reason) => new ProjectionEntryRetracted(entry, reason))
{
    Redacted = (entry, position, members, reason) => new ProjectionTextRedacted(entry, position, members, reason),
});
builder.AddJournal();
builder.AddReports();
builder.AddReplays();

var app = builder.Build();
app.UseHttpDefaults();
app.UseAccess();
// After access, because the limit is a person's.
app.UseRateLimiter();
app.MapHealth();
app.MapFiscalYears();
app.MapFeed();
app.MapReports();
app.MapReplays();
app.MapJournalTotals();
app.Run();
