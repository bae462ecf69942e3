using System.Text.Json;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>Samples in the file format of speedscope (https://www.speedscope.app/file-format-schema.json): a sampled profile for each thread.</summary>
internal static class Speedscope
{
    private const string Schema = "https://www.speedscope.app/file-format-schema.json";

    /// <summary>Writes it.</summary>
    /// <param name="output">Takes the file.</param>
    /// <param name="stacks">The samples.</param>
    /// <param name="title">What was sampled.</param>
    /// <param name="exporter">The program and its version.</param>
    public static void Write(Stream output, StackTree stacks, string title, string exporter)
    {
        using Utf8JsonWriter json = new(output);
        Dictionary<StackFrame, int> frames = [];
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("name", title);
        json.WriteString("exporter", exporter);
        json.WriteNumber("activeProfileIndex", 0);
        json.WriteStartArray("profiles");
        foreach (StackNode thread in stacks.Root.Children.OrderByDescending(static thread => thread.Total)) WriteProfile(json, thread, frames);
        json.WriteEndArray();
        WriteFrames(json, frames);
        json.WriteEndObject();
    }

    private static void WriteProfile(Utf8JsonWriter json, StackNode thread, Dictionary<StackFrame, int> frames)
    {
        List<(int[] Stack, long Count)> samples = [];
        Collect(thread, [], samples, frames);
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", thread.Frame.Name);
        json.WriteString("unit", "none");
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", thread.Total);
        json.WriteStartArray("samples");
        foreach ((int[] stack, _) in samples)
        {
            json.WriteStartArray();
            foreach (int frame in stack) json.WriteNumberValue(frame);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach ((_, long count) in samples) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A stack is as deep as the tree, which is bounded.
    private static void Collect(StackNode node, List<int> stack, List<(int[] Stack, long Count)> samples, Dictionary<StackFrame, int> frames)
    {
        if (!frames.TryGetValue(node.Frame, out int index)) frames.Add(node.Frame, index = frames.Count);
        stack.Add(index);
        if (node.Self > 0) samples.Add(([.. stack], node.Self));
        foreach (StackNode child in node.Children) Collect(child, stack, samples, frames);
        stack.RemoveAt(stack.Count - 1);
    }

    private static void WriteFrames(Utf8JsonWriter json, Dictionary<StackFrame, int> frames)
    {
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (StackFrame frame in frames.OrderBy(static pair => pair.Value).Select(static pair => pair.Key))
        {
            json.WriteStartObject();
            json.WriteString("name", frame.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
