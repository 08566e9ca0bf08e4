using Imizu.Consultation.Cases;
using Imizu.Consultation.Conferences;
using Imizu.Consultation.Partners;
using Imizu.Contracts.Consultation;
using Imizu.EventStreams;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("consultation");
builder.AddEventStreams(new ServiceIdentity("consultation", (entry, reason) => new ConsultationEntryRetracted(entry, reason))
{
    Redacted = (entry, position, members, reason) => new ConsultationTextRedacted(entry, position, members, reason),
});

var app = builder.Build();
app.UseEventStreams();
app.UseAccess();
app.MapHealth();
app.MapCases();
app.MapConferences();
app.MapPartners();
app.Run();
