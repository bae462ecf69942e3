using System.Globalization;
using System.Text;
using System.Xml;

namespace FeedHandler.Host.Tune.Flames;

/// <summary>
/// A flame graph as one SVG file that needs nothing else: a rectangle for each frame, as wide as its share of the samples, on the frame that called it. In a
/// browser a click zooms in, and frames can be searched for by name.
/// </summary>
internal static class FlameSvg
{
    private const int Width = 1200;
    private const int Margin = 10;
    private const int RowHeight = 17;
    private const int HeadHeight = 60;
    private const int FootHeight = 34;
    private const double CharWidth = 6.7;
    private const double WidthMin = 0.2;
    private const int RectangleCountMax = 10_000;
    private const string Namespace = "http://www.w3.org/2000/svg";

    private const string Style = """
        text { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 11px; fill: #1b1b1b }
        #title { font-size: 15px; font-weight: bold }
        .button { fill: #2457a6; cursor: pointer }
        .f { cursor: pointer } .f:hover rect { stroke: #1b1b1b; stroke-width: 0.8 } .f text { pointer-events: none }
        .hidden { display: none } .faded { opacity: 0.45 } .found rect { fill: #c04bd6 }
        """;

    /// <summary>Writes it.</summary>
    /// <param name="output">Takes the file.</param>
    /// <param name="stacks">The samples.</param>
    /// <param name="title">What was sampled.</param>
    public static void Write(Stream output, StackTree stacks, string title)
    {
        List<Box> boxes = Layout(stacks.Root, out int depth);
        int height = HeadHeight + ((depth + 1) * RowHeight) + FootHeight;
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = false, CheckCharacters = true };
        using XmlWriter xml = XmlWriter.Create(output, settings);
        xml.WriteStartElement("svg", Namespace);
        Attributes(xml, ("width", Text(Width)), ("height", Text(height)), ("viewBox", $"0 0 {Text(Width)} {Text(height)}"));
        xml.WriteAttributeString("data-total", Text(Math.Max(stacks.Root.Total, 1)));
        xml.WriteElementString("style", Namespace, Style);
        WriteHead(xml, title, height);
        foreach (Box box in boxes) WriteBox(xml, box, stacks.Root.Total, height);
        xml.WriteStartElement("script", Namespace);
        xml.WriteCData("\n" + Script() + "\n");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Which nodes are drawn: those wide enough to be seen, and of too many the widest.
    private static List<Box> Layout(StackNode root, out int depth)
    {
        double perSample = (double)(Width - (2 * Margin)) / Math.Max(root.Total, 1);
        List<Box> boxes = [];
        Stack<Box> open = new([new Box(root, 0, 0)]);
        while (open.TryPop(out Box box))
        {
            if (box.Node.Total * perSample < WidthMin) continue;
            boxes.Add(box);
            long first = box.First;
            foreach (StackNode child in box.Node.Children)
            {
                open.Push(new Box(child, first, box.Depth + 1));
                first += child.Total;
            }
        }

        if (boxes.Count > RectangleCountMax) boxes = [.. boxes.OrderByDescending(static box => box.Node.Total).Take(RectangleCountMax)];
        depth = boxes.Max(static box => box.Depth);
        return boxes;
    }

    private static void WriteHead(XmlWriter xml, string title, int height)
    {
        WriteText(xml, Margin, 22, "title", title);
        WriteText(xml, Margin, 44, "reset", "show all", "button hidden");
        WriteText(xml, Width - Margin - 60, 22, "search", "search", "button");
        WriteText(xml, Width - Margin - 300, 44, "found", "");
        WriteText(xml, Margin, height - 12, "details", "green: .NET, orange: kernel, yellow: native; click to zoom, click the lowest to go back");
    }

    private static void WriteBox(XmlWriter xml, Box box, long total, int height)
    {
        double perSample = (double)(Width - (2 * Margin)) / Math.Max(total, 1);
        (double x, double width) = (Margin + (box.First * perSample), box.Node.Total * perSample);
        int y = height - FootHeight - ((box.Depth + 1) * RowHeight);
        string name = box.Node.Frame.Name;
        xml.WriteStartElement("g", Namespace);
        Attributes(xml, ("class", "f"), ("data-x", Text(box.First)), ("data-w", Text(box.Node.Total)));
        string label = FrameNames.LabelOf(box.Node.Frame);
        if (label != name) xml.WriteAttributeString("data-label", label);
        string share = (100.0 * box.Node.Total / Math.Max(total, 1)).ToString("F2", CultureInfo.InvariantCulture);
        xml.WriteElementString("title", Namespace, $"{name} ({box.Node.Total.ToString("N0", CultureInfo.InvariantCulture)} samples, {share} %)");
        xml.WriteStartElement("rect", Namespace);
        Attributes(xml, ("x", Text(x)), ("y", Text(y)), ("width", Text(width)), ("height", Text(RowHeight - 1)), ("rx", "1"), ("fill", Colour(box.Node.Frame)));
        xml.WriteEndElement();
        WriteText(xml, x + 3, y + 12, null, Clip(label, width));
        xml.WriteEndElement();
    }

    private static string Clip(string name, double width)
    {
        int count = (int)((width - 6) / CharWidth);
        return count < 3 ? "" : name.Length <= count ? name : name[..(count - 2)] + "..";
    }

    // The same name has the same shade in every graph.
    private static string Colour(StackFrame frame)
    {
        uint hash = 2166136261;
        foreach (char letter in frame.Name) hash = (hash ^ letter) * 16777619;
        int hue = frame.Kind switch { FrameKind.Managed => 105, FrameKind.Kernel => 24, FrameKind.Native => 50, _ => 210 };
        int saturation = frame.Kind == FrameKind.Unknown ? 8 : 62;
        return string.Create(CultureInfo.InvariantCulture, $"hsl({hue + (int)(hash % 16)},{saturation}%,{62 + (int)(hash / 16 % 14)}%)");
    }

    private static void WriteText(XmlWriter xml, double x, double y, string? id, string text, string? kind = null)
    {
        xml.WriteStartElement("text", Namespace);
        Attributes(xml, ("x", Text(x)), ("y", Text(y)));
        if (id is not null) xml.WriteAttributeString("id", id);
        if (kind is not null) xml.WriteAttributeString("class", kind);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params (string Name, string Value)[] attributes)
    {
        foreach ((string name, string value) in attributes) xml.WriteAttributeString(name, value);
    }

    private static string Script()
    {
        using Stream script = typeof(FlameSvg).Assembly.GetManifestResourceStream("tune/flame.js")!;
        using StreamReader reader = new(script);
        return reader.ReadToEnd();
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private readonly record struct Box(StackNode Node, long First, int Depth);
}
