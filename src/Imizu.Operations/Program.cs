using Imizu.Operations.Serving;
using Imizu.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<StackServices>();

var app = builder.Build();
app.UseExceptionHandler();
app.MapHealth();
app.MapHistory();
app.MapReplay();
app.MapVerification();
app.Run();
