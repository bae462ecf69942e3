using FeedHandler.Codecs.Schema;

namespace FeedHandler.Codecs.Generator;

/// <summary>The types of a schema with what their files need.</summary>
internal sealed record TypeUnit(EmitContext Context, EquatableArray<SbeType> Types);
