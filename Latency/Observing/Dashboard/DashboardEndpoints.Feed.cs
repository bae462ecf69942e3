using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FeedHandler.Observing;

/// <content>What does not change of a feed, and the ladder of an instrument.</content>
public sealed partial class DashboardEndpoints
{
    private void WriteFeed(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("receiver", _receiver);
        writer.WriteBoolean("live", _sampler is not null);
        writer.WriteBoolean("compared", _comparison is not null);
        writer.WriteBoolean("flight", _spikes is not null);
        writer.WriteNumber("frameCount", _sampler is null ? LogFrames.FrameCountMax : FrameSampler.FrameCount);
        writer.WriteStartArray("heatFromNs");
        for (int row = 0; row < HeatRows.Count; row++) writer.WriteNumberValue(HeatRows.FromNs(row));
        writer.WriteEndArray();
        writer.WriteStartArray("curvePercentiles");
        foreach (double percentile in FrameStage.CurvePercentiles) writer.WriteNumberValue(percentile);
        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (string note in _notes) writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task SendLadder(HttpContext context)
    {
        bool isAsked = int.TryParse(context.Request.Query["channel"], NumberStyles.None, CultureInfo.InvariantCulture, out int channel)
            & long.TryParse(context.Request.Query["id"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long securityId);
        ArrayBufferWriter<byte> text = new();
        bool isKnown = false;
        if (isAsked)
        {
            using Utf8JsonWriter writer = new(text);
            isKnown = _books!.TryWriteLadder(writer, channel, securityId);
        }

        Task answer = isKnown ? Send(context, text)
            : isAsked ? Answers.Refuse(context, StatusCodes.Status404NotFound, "no such instrument was heard of\n")
            : Answers.Refuse(context, StatusCodes.Status400BadRequest, "channel and id are numbers, as /api/instruments tells them\n");
        await answer.ConfigureAwait(false);
    }
}
