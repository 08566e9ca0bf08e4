using Imizu.ServiceDefaults;
using Imizu.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPages();

var app = builder.Build();
app.UsePages();
app.MapHealth();
app.Run();
