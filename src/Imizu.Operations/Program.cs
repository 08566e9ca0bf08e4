using System.Text.Json;
using Imizu.Operations.Serving;
using Imizu.ServiceDefaults;
using Imizu.ServiceDefaults.Access;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddAccess("operations");
builder.Services.AddProblemDetails();
builder.Services.AddSingleton<StackServices>();

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    StatusCodeSelector = thrown => thrown switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // The provider of tokens may be away, and something else may answer in the place of a service.
        HttpRequestException or JsonException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    },
});
app.UseStatusCodePages();
app.UseAccess();
app.MapHealth();
app.MapHistory();
app.MapReplay();
app.MapVerification();
app.Run();
