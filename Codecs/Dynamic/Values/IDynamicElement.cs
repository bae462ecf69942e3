namespace FeedHandler.Codecs.Dynamic;

/// <summary>A part of a message that has a name.</summary>
internal interface IDynamicElement
{
    /// <summary>Name in the schema.</summary>
    string Name { get; }
}
